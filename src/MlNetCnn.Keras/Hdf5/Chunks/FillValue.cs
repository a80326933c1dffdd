namespace MlNetCnn.Keras.Hdf5;

/// <summary>The value of elements that were never written (fill value messages, sections IV.A.2.e and f).</summary>
internal sealed class FillValue
{
    private readonly byte[] value;

    private FillValue(byte[] value) => this.value = value;

    /// <summary>The fill value of a dataset; null where it is zero.</summary>
    public static FillValue? Find(ObjectHeader header)
    {
        if (header.Find(MessageKind.FillValue) is { } message)
        {
            var body = message.Body;
            if (message.IsShared) throw body.Fail("a shared fill value is not supported; write the file without shared object header messages");
            var version = body.U8();
            switch (version)
            {
                case 1 or 2:
                    body.Skip(2);
                    return body.U8() != 0 || version == 1 ? Read(body) : null;
                case 3:
                    return (body.U8() & 0x20) != 0 ? Read(body) : null;
                default:
                    throw body.Fail($"a fill value has version {version}; versions 1 to 3 are understood");
            }
        }

        return header.Find(MessageKind.OldFillValue) is { IsShared: false } old ? Read(old.Body) : null;
    }

    /// <summary>Writes the value over and over.</summary>
    public void Fill(Span<byte> bytes, int elementSize)
    {
        if (value.Length != elementSize) return;
        for (var at = 0; at + elementSize <= bytes.Length; at += elementSize) value.CopyTo(bytes[at..]);
    }

    /// <summary>The value as a single; 0 where it is of another size than the elements.</summary>
    public float Single(Hdf5Type type)
    {
        Span<float> one = [0];
        if (value.Length == type.Size) ElementReader.Singles(type, value, one);
        return one[0];
    }

    private static FillValue? Read(Hdf5Block body)
    {
        var size = body.Size32();
        var bytes = body.Take(size).ToArray();
        return bytes.AsSpan().IndexOfAnyExcept((byte)0) < 0 ? null : new FillValue(bytes);
    }
}
