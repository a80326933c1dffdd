namespace MlNetCnn.TensorFlow;

/// <summary>Arrays as one run of bytes that is written in pieces, wherever these begin and end.</summary>
/// <param name="arrays">The arrays, in order.</param>
internal sealed class ShardedBytes(IReadOnlyList<ReadOnlyMemory<byte>> arrays)
{
    private int _array;
    private int _offset;

    /// <summary>Writes the next bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="count">How many at most.</param>
    public void Write(Stream stream, int count)
    {
        while (count > 0 && _array < arrays.Count)
        {
            var part = arrays[_array].Span[_offset..];
            if (part.Length > count) part = part[..count];
            stream.Write(part);
            (count, _offset) = (count - part.Length, _offset + part.Length);
            if (_offset == arrays[_array].Length) (_array, _offset) = (_array + 1, 0);
        }
    }
}
