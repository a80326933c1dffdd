namespace MlNetCnn.Keras;

/// <summary>Names files that are no model of Keras's by their first bytes, and says what to do about the kinds that people come with.</summary>
internal static class ForeignFile
{
    /// <summary>First bytes to pass to <see cref="Describe"/>.</summary>
    public const int StartLength = 32;

    /// <summary>What the file is, so far as its start tells, after "this is neither an HDF5 file nor a zip archive".</summary>
    /// <param name="start">Up to <see cref="StartLength"/> bytes of the file's start.</param>
    public static string Describe(ReadOnlySpan<byte> start) => "this is neither an HDF5 file nor a zip archive: " + (Known(start) ?? start switch
    {
        [0x08, >= 1 and <= 32, ..] => "it may be an ONNX file, which OnnxModel.Load reads (namespace MlNetCnn.Onnx), and commands do by its ending .onnx.",
        _ => $"it starts with {Convert.ToHexString(start[..Math.Min(8, start.Length)])}; models of TensorFlow (.pb) and PyTorch are not read, save them as .keras or .h5, or as .onnx.",
    });

    /// <summary>What the file is, where its start tells; null for all else, models among them.</summary>
    /// <param name="start">Up to <see cref="StartLength"/> bytes of the file's start.</param>
    public static string? Known(ReadOnlySpan<byte> start) => start switch
    {
        _ when start.StartsWith("version https://git-lfs"u8) => "it is a pointer of Git LFS, which stands for the file; `git lfs pull` gets it.",
        [0x1F, 0x8B, ..] => "it is compressed with gzip; decompress it (gunzip, or tar -xzf) and read the model in it.",
        _ when IsMarkup(start) => "it is a web page, perhaps one that asks to log in; download the file itself again.",
        _ when start.Length > 8 && start[4..].StartsWith("TFL3"u8) => "it is a TensorFlow Lite model, which does not hold the network as Keras has it; take the .keras or .h5 file that it was made from.",
        [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "it is a picture, not a model.",
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => "it is an array of NumPy, not a model.",
        [(byte)'{', ..] => "it is JSON, perhaps a network's configuration without its weights; a .keras or .h5 file has both.",
        [0x80, >= 2 and <= 5, ..] => "it is a pickle, which is code and is never read; save the model as .keras.",
        _ => null,
    };

    private static bool IsMarkup(ReadOnlySpan<byte> start)
    {
        var text = start.TrimStart(" \t\r\n\uFEFF"u8);
        return text.StartsWith("<!"u8) || text.StartsWith("<html"u8) || text.StartsWith("<HTML"u8) || text.StartsWith("<head"u8) || text.StartsWith("<?xml"u8);
    }
}
