using System.Buffers.Binary;

namespace MlNetCnn.TensorFlow;

/// <summary>A block of a sorted table: each entry says how much of its key it shares with the one before, and every 16th begins anew; where these stand is listed at the end.</summary>
internal sealed class TableBlock
{
    private const int RestartInterval = 16;

    private readonly MemoryStream _bytes = new();
    private readonly List<uint> _restarts = [0];
    private byte[] _last = [];
    private int _sinceRestart;

    public void Add(byte[] key, ReadOnlySpan<byte> value)
    {
        var shared = 0;
        if (_sinceRestart == RestartInterval)
        {
            _restarts.Add(checked((uint)_bytes.Position));
            _sinceRestart = 0;
        }
        else
        {
            shared = _last.AsSpan().CommonPrefixLength(key);
        }

        _bytes.Write([.. Varint((ulong)shared), .. Varint((ulong)(key.Length - shared)), .. Varint((ulong)value.Length)]);
        _bytes.Write(key.AsSpan(shared));
        _bytes.Write(value);
        _last = key;
        _sinceRestart++;
    }

    public byte[] ToBytes()
    {
        using var whole = new MemoryStream();
        _bytes.WriteTo(whole);
        Span<byte> number = stackalloc byte[4];
        foreach (var value in _restarts.Append((uint)_restarts.Count))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
            whole.Write(number);
        }

        return whole.ToArray();
    }

    /// <summary>A number in groups of seven bits, the lowest first; all but the last have the high bit set.</summary>
    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>(10);
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
