using System.IO.Compression;
using System.Runtime.CompilerServices;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>One tiny model in every format, as Reference/Hostile/make.py had real Keras write it; most are packed.</summary>
internal static class TinyFiles
{
    public static byte[] Bytes(string name)
    {
        var path = Path.Combine(Folder(), name);
        if (File.Exists(path)) return File.ReadAllBytes(path);
        using var packed = new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>The model of the files, made here, with other weights.</summary>
    public static Sequential Model() => new([3, 3, 1], "t") { new Conv2D(2, 2, name: "c"), new Flatten(name: "f"), new Dense(1, name: "d") };

    private static string Folder([CallerFilePath] string here = "")
    {
        var built = Path.Combine(AppContext.BaseDirectory, "Reference", "Hostile");
        return Directory.Exists(built) ? built : Path.Combine(Path.GetDirectoryName(here)!, "..", "Reference", "Hostile");
    }
}
