namespace MlNetCnn.Keras.Hdf5;

/// <summary>Memory as a stream.</summary>
internal sealed class ReadOnlyMemoryStream(ReadOnlyMemory<byte> bytes) : ReadOnlyStream
{
    public override long Length => bytes.Length;

    public override int Read(Span<byte> buffer)
    {
        if (Position >= bytes.Length) return 0;
        var count = (int)Math.Min(buffer.Length, bytes.Length - Position);
        bytes.Span.Slice((int)Position, count).CopyTo(buffer);
        Position += count;
        return count;
    }
}
