using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetCnn.Onnx.Tests.Import;

/// <summary>The networks that Reference/Import/make.py had PyTorch export, and its outputs.</summary>
internal static class PyTorchFiles
{
    public static readonly string[] Names = ["resnet", "vgg", "mobilenet", "squeezenet", "densenet", "inception", "attention", "unet", "gelu"];

    public static string Path(string name) => System.IO.Path.Combine(Folder(), name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name + ".onnx"));

    /// <summary>The two outputs, in PyTorch's order.</summary>
    public static float[] Expected(string name)
    {
        var bytes = File.ReadAllBytes(Path(name + ".npy"));
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + bytes[8] + 256 * bytes[9])).ToArray();
    }

    /// <summary>Two pictures, channels first, as the script has them.</summary>
    public static float[] Pictures(int count) => [.. Enumerable.Range(0, 2 * count).Select(i => (float)(Math.Sin(0.7 * i) * Math.Cos(0.013 * i)))];

    private static string Folder([CallerFilePath] string here = "")
    {
        var built = System.IO.Path.Combine(AppContext.BaseDirectory, "Reference", "Import");
        return Directory.Exists(built) ? built : System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "Reference", "Import");
    }
}
