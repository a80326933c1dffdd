namespace MlNetCnn.Keras.Formats;

/// <summary>A part of a seekable stream as a stream of its own. Closing it leaves the other open.</summary>
internal sealed class ZipWindow(Stream stream, long start, long length) : ReadOnlyStream
{
    public override long Length => length;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - Position);
        if (count <= 0) return 0;
        stream.Position = start + Position;
        var read = stream.Read(buffer[..count]);
        Position += read;
        return read;
    }
}
