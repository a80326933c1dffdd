using MlNetCnn.Keras;

namespace MlNetCnn.Protobuf;

/// <summary>The bytes of a file that is one message.</summary>
internal static class MessageBytes
{
    /// <summary>Reads from where the stream stands to its end.</summary>
    /// <exception cref="ModelFormatException">It is empty, or of another kind that its start tells, or has 2 GiB or more, which no message has.</exception>
    public static byte[] Read(Stream stream, string name)
    {
        var bytes = All(stream, name);
        var start = bytes.AsSpan(0, Math.Min(bytes.Length, ForeignFile.StartLength));
        var what = start is [0x89, (byte)'H', (byte)'D', (byte)'F', ..] || start.StartsWith("PK\u0003\u0004"u8) ? "it is a Keras model, or another HDF5 file or zip archive; Model.Load reads those." : ForeignFile.Known(start);
        return what is null ? bytes : throw new ModelFormatException($"this is no protocol-buffer message: {what}", name, "byte 0");
    }

    private static byte[] All(Stream stream, string name)
    {
        using var copy = new MemoryStream();
        if (stream.CanSeek)
        {
            var length = stream.Length - stream.Position;
            if (length > Array.MaxLength) throw TooLong(name);
            if (length <= 0) throw Empty(name);
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            return bytes;
        }

        var part = new byte[1 << 16];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            if (copy.Length + read > Array.MaxLength) throw TooLong(name);
            copy.Write(part, 0, read);
        }

        return copy.Length > 0 ? copy.ToArray() : throw Empty(name);
    }

    private static ModelFormatException Empty(string name) => new("the file is empty.", name, "byte 0");

    private static ModelFormatException TooLong(string name) => new("the file has 2 GiB or more, which no protocol-buffer message has.", name, "byte 0");
}
