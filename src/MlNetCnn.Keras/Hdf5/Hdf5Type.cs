namespace MlNetCnn.Keras.Hdf5;

/// <summary>What an element is.</summary>
internal enum Hdf5Kind
{
    /// <summary>Signed or unsigned integer of 1 to 8 bytes; also enumerations (h5py writes bool so) by their integer.</summary>
    Integer,

    /// <summary>IEEE half, single or double, or bfloat16.</summary>
    Float,

    /// <summary>String of a fixed number of bytes.</summary>
    FixedString,

    /// <summary>String of any length, kept in a global heap.</summary>
    VariableString,

    /// <summary>Anything else (compound, reference, opaque ...), which can be named but not read.</summary>
    Other,
}

/// <summary>Element type of a dataset or attribute (datatype message, section IV.A.2.d).</summary>
internal sealed record Hdf5Type
{
    /// <summary>What an element is.</summary>
    public required Hdf5Kind Kind { get; init; }

    /// <summary>Bytes of an element as stored.</summary>
    public required int Size { get; init; }

    /// <summary>Name for messages, such as "float32" or "compound".</summary>
    public required string Name { get; init; }

    /// <summary>Numbers: most significant byte first.</summary>
    public bool BigEndian { get; init; }

    /// <summary>Integers: two's complement.</summary>
    public bool Signed { get; init; }

    /// <summary>Two-byte floats: bfloat16 and not IEEE half.</summary>
    public bool IsBFloat16 { get; init; }

    /// <summary>Fixed strings: 0 ends at the first zero byte, 1 padded with zeros, 2 padded with spaces.</summary>
    public int Padding { get; init; }

    /// <summary>Strings: UTF-8 and not ASCII (which is read as UTF-8 too).</summary>
    public bool IsUtf8 { get; init; }

    public override string ToString() => Name;

    /// <summary>Reads a datatype message; one that is kept in a named datatype is looked up.</summary>
    public static Hdf5Type Read(HeaderMessage message)
    {
        if (!message.IsShared) return Parse(message.Body, 0);
        var body = message.Body;
        var version = body.U8();
        var where = body.U8();
        if (version == 1) body.Skip(6);
        if (version is < 1 or > 3 || (version == 3 && where != 2))
            throw body.Fail("a datatype in the shared message heap is not supported; write the file without shared object header messages");
        var header = body.Source.Headers[body.Offset()];
        var named = header.Find(MessageKind.Datatype) ?? throw body.Fail("a named datatype has no datatype message");
        if (named.IsShared) throw body.Fail("a named datatype names another one");
        return Parse(named.Body, 0);
    }

    private static Hdf5Type Parse(Hdf5Block body, int depth)
    {
        if (depth > 4) throw body.Fail("a datatype is nested too deeply");
        var first = body.U8();
        int kind = first & 15, version = first >> 4;
        if (version is < 1 or > 5) throw body.Fail($"a datatype has version {version}; versions 1 to 5 are understood");
        var bits = (int)body.Unsigned(3);
        var size = body.Size32();
        if (size == 0) throw body.Fail("a datatype has size 0");
        return kind switch
        {
            0 => Integer(body, bits, size),
            1 => Float(body, bits, size),
            3 => new Hdf5Type
            {
                Kind = Hdf5Kind.FixedString, Size = size, Name = $"string of {size} bytes",
                Padding = bits & 15, IsUtf8 = (bits >> 4 & 15) == 1,
            },
            8 => Parse(body, depth + 1) is { Kind: Hdf5Kind.Integer } integer && integer.Size == size
                ? integer
                : throw body.Fail("an enumeration has a base type other than an integer"),
            9 when (bits & 15) == 1 => VariableString(body, bits, size),
            _ => new Hdf5Type
            {
                Kind = Hdf5Kind.Other, Size = size,
                Name = kind switch
                {
                    2 => "time", 4 => "bitfield", 5 => "opaque", 6 => "compound", 7 => "reference", 9 => "variable-length sequence",
                    10 => "array", 11 => "complex", _ => $"datatype class {kind}",
                },
            },
        };
    }

    private static Hdf5Type Integer(Hdf5Block body, int bits, int size)
    {
        int offset = body.U16(), precision = body.U16();
        var signed = (bits & 8) != 0;
        var plain = size is 1 or 2 or 4 or 8 && offset == 0 && precision == size * 8;
        return new Hdf5Type
        {
            Kind = plain ? Hdf5Kind.Integer : Hdf5Kind.Other, Size = size, BigEndian = (bits & 1) != 0, Signed = signed,
            Name = plain ? $"{(signed ? "int" : "uint")}{size * 8}" : $"integer of {precision} bits at bit {offset} of {size} bytes",
        };
    }

    private static Hdf5Type Float(Hdf5Block body, int bits, int size)
    {
        int offset = body.U16(), precision = body.U16();
        int exponentAt = body.U8(), exponentBits = body.U8(), mantissaAt = body.U8(), mantissaBits = body.U8();
        var bias = body.U32();
        var sign = bits >> 8 & 0xFF;
        var order = bits & 0x41;
        var name = (size, sign, exponentAt, exponentBits, mantissaAt, mantissaBits, bias) switch
        {
            (2, 15, 10, 5, 0, 10, 15) => "float16",
            (2, 15, 7, 8, 0, 7, 127) => "bfloat16",
            (4, 31, 23, 8, 0, 23, 127) => "float32",
            (8, 63, 52, 11, 0, 52, 1023) => "float64",
            _ => null,
        };
        var plain = name is not null && offset == 0 && precision == size * 8 && order is 0 or 1 && (bits >> 4 & 3) == 2;
        return new Hdf5Type
        {
            Kind = plain ? Hdf5Kind.Float : Hdf5Kind.Other, Size = size, BigEndian = order == 1, IsBFloat16 = name == "bfloat16",
            Name = plain ? name! : $"floating point of {size} bytes, {exponentBits} exponent and {mantissaBits} mantissa bits",
        };
    }

    private static Hdf5Type VariableString(Hdf5Block body, int bits, int size)
    {
        if (size != 8 + body.Source.OffsetSize) throw body.Fail($"a variable-length string has elements of {size} bytes");
        return new Hdf5Type
        {
            Kind = Hdf5Kind.VariableString, Size = size, Name = "variable-length string", IsUtf8 = (bits >> 8 & 15) == 1,
        };
    }
}
