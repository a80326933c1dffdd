using Google.Protobuf;

namespace MlNetCnn.Protobuf;

/// <summary>
/// Writes the fields of protocol-buffer messages. A nested message is preceded by its length, so each is measured first; nothing is copied for it, however large the arrays.
/// Fields that hold their default (0, false, empty) are written all the same: whoever wants proto3's omission leaves the call out.
/// </summary>
internal sealed class ProtoWriter
{
    /// <summary>Protocol buffers refuse messages of 2 GiB.</summary>
    private const long Largest = int.MaxValue;

    private readonly CodedOutputStream? _output;
    private long _size;

    private ProtoWriter(CodedOutputStream? output) => _output = output;

    /// <summary>Bytes of a message.</summary>
    public static long Measure(IProtoMessage message)
    {
        var writer = new ProtoWriter(null);
        message.WriteFields(writer);
        return writer._size;
    }

    /// <summary>Writes a whole message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stream">Where it goes; left open.</param>
    /// <exception cref="NotSupportedException">It has 2 GiB or more, which the format cannot hold.</exception>
    public static void Write(IProtoMessage message, Stream stream)
    {
        var size = Measure(message);
        if (size > Largest)
            throw new NotSupportedException($"The model would be a protocol-buffer message of {size:N0} bytes; the format ends at {Largest:N0}. Keep its weights in a file of their own.");
        using var output = new CodedOutputStream(stream, 1 << 16, leaveOpen: true);
        message.WriteFields(new ProtoWriter(output));
        output.Flush();
    }

    /// <summary>A message as bytes.</summary>
    /// <exception cref="NotSupportedException">It has 2 GiB or more.</exception>
    public static byte[] ToBytes(IProtoMessage message)
    {
        using var stream = new MemoryStream(checked((int)Math.Min(Measure(message), Largest)));
        Write(message, stream);
        return stream.ToArray();
    }

    /// <summary>int32, int64, uint32, uint64 and enumerations.</summary>
    public void Int64(int field, long value)
    {
        Tag(field, WireFormat.WireType.Varint);
        _size += CodedOutputStream.ComputeInt64Size(value);
        _output?.WriteInt64(value);
    }

    public void Bool(int field, bool value) => Int64(field, value ? 1 : 0);

    public void Float(int field, float value)
    {
        Tag(field, WireFormat.WireType.Fixed32);
        _size += 4;
        _output?.WriteFloat(value);
    }

    public void Fixed32(int field, uint value)
    {
        Tag(field, WireFormat.WireType.Fixed32);
        _size += 4;
        _output?.WriteFixed32(value);
    }

    public void String(int field, string value)
    {
        Tag(field, WireFormat.WireType.LengthDelimited);
        _size += CodedOutputStream.ComputeStringSize(value);
        _output?.WriteString(value);
    }

    public void Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Tag(field, WireFormat.WireType.LengthDelimited);
        _size += CodedOutputStream.ComputeLengthSize(value.Length) + (long)value.Length;
        _output?.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }

    /// <summary>A nested message.</summary>
    public void Message(int field, IProtoMessage message)
    {
        Tag(field, WireFormat.WireType.LengthDelimited);
        var size = Measure(message);
        _size += CodedOutputStream.ComputeUInt64Size((ulong)size) + size;
        if (_output is null) return;
        _output.WriteLength(checked((int)size));
        message.WriteFields(this);
    }

    public void PackedInt64(int field, ReadOnlySpan<long> values)
    {
        long size = 0;
        foreach (var value in values) size += CodedOutputStream.ComputeInt64Size(value);
        Tag(field, WireFormat.WireType.LengthDelimited);
        _size += CodedOutputStream.ComputeUInt64Size((ulong)size) + size;
        if (_output is null) return;
        _output.WriteLength(checked((int)size));
        foreach (var value in values) _output.WriteInt64(value);
    }

    public void PackedFloat(int field, ReadOnlySpan<float> values)
    {
        var size = 4L * values.Length;
        Tag(field, WireFormat.WireType.LengthDelimited);
        _size += CodedOutputStream.ComputeUInt64Size((ulong)size) + size;
        if (_output is null) return;
        _output.WriteLength(checked((int)size));
        foreach (var value in values) _output.WriteFloat(value);
    }

    private void Tag(int field, WireFormat.WireType type)
    {
        _size += CodedOutputStream.ComputeTagSize(field);
        _output?.WriteTag(field, type);
    }
}
