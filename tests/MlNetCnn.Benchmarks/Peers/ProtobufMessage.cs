using System.Text;

namespace MlNetCnn.Benchmarks.Peers;

/// <summary>One message in protobuf's encoding: as much of it as an ONNX file needs.</summary>
internal sealed class ProtobufMessage
{
    private readonly MemoryStream _bytes = new();

    /// <summary>A whole number (varint).</summary>
    public ProtobufMessage Add(int field, long value)
    {
        Varint((uint)field << 3);
        Varint((ulong)value);
        return this;
    }

    /// <summary>A float (32 bits).</summary>
    public ProtobufMessage Add(int field, float value)
    {
        Varint((uint)field << 3 | 5);
        _bytes.Write(BitConverter.GetBytes(value));
        return this;
    }

    /// <summary>A text.</summary>
    public ProtobufMessage Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message inside.</summary>
    public ProtobufMessage Add(int field, ProtobufMessage value) => Add(field, value.ToArray());

    /// <summary>The encoded bytes.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    private ProtobufMessage Add(int field, byte[] value)
    {
        Varint((uint)field << 3 | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
