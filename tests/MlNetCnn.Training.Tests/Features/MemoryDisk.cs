namespace MlNetCnn.Training.Tests;

/// <summary>A file in memory, on a disk with room for so many bytes: a write that does not fit writes what fits, then fails.</summary>
internal sealed class MemoryDisk(byte[] start, int room = int.MaxValue) : IRecordFile
{
    public byte[] Bytes { get; private set; } = start;

    public long Length
    {
        get => Bytes.Length;
        set => Bytes = Bytes[..(int)value];
    }

    public bool TryRead(long offset, Span<byte> buffer)
    {
        if (offset + buffer.Length > Bytes.Length) return false;
        Bytes.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
        return true;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(Bytes.Length, offset);
        var fits = Math.Min(bytes.Length, room - Bytes.Length);
        Bytes = [.. Bytes, .. bytes[..fits]];
        if (fits < bytes.Length) throw new IOException("No space left on device");
    }

    public void Flush() { }

    public void Dispose() { }
}
