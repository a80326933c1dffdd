using MlNetCnn.Keras;

namespace MlNetCnn.Protobuf;

/// <summary>The bytes of a file that is one message.</summary>
internal static class MessageBytes
{
    /// <summary>Reads from where the stream stands to its end.</summary>
    /// <exception cref="ModelFormatException">It is empty, or has 2 GiB or more, which no message has.</exception>
    public static byte[] Read(Stream stream, string name)
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
