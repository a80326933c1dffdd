using System.IO.Compression;
using System.Runtime.CompilerServices;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Tests.Hdf5;

/// <summary>The small files that Reference/Hdf5/make.py wrote with h5py.</summary>
internal static class Fixtures
{
    public static readonly string[] Names =
    [
        "plain.earliest", "plain.latest", "plain.order", "plain.userblock", "filtered.earliest", "filtered.latest", "indexes.latest", "paged.latest",
        "dense.earliest", "dense.latest", "dense.order", "many.earliest", "many.latest", "links.earliest", "links.latest",
        "hostile.earliest", "hostile.latest",
    ];

    public static byte[] Bytes(string name)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Folder(), name + ".h5.gz")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }

    public static Hdf5File Open(string name) => Hdf5File.Open(Bytes(name), name + ".h5");

    internal static string Folder([CallerFilePath] string here = "")
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "Reference", "Hdf5");
        return Directory.Exists(beside) ? beside : Path.Combine(Path.GetDirectoryName(here)!, "..", "Reference", "Hdf5");
    }
}
