using System.Runtime.InteropServices;
using Google.Protobuf;
using MlNetCnn.Keras;

namespace MlNetCnn.Protobuf;

/// <summary>
/// Reads the fields of a protocol-buffer message that may be hostile: nothing is believed beyond the bytes that are there, nested messages are read in place, and whatever is
/// wrong is a <see cref="ModelFormatException"/> that names the file and the place.
/// </summary>
internal sealed class ProtoReader
{
    /// <summary>Messages within messages; the deepest known (a tensor in an attribute of a node of a function of a graph) are 8.</summary>
    private const int DeepestNesting = 32;

    private readonly byte[] _buffer;
    private readonly int _start;
    private readonly int _length;
    /// <summary>Its position counts from the buffer's start, not from the message's.</summary>
    private readonly CodedInputStream _input;
    private readonly int _depth;
    private uint _tag;

    /// <summary>Opens a whole message.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="place">What the message is, for messages: <c>graph</c>.</param>
    public ProtoReader(byte[] bytes, string? file, string place)
        : this(bytes, 0, bytes.Length, file, place, 0) { }

    private ProtoReader(byte[] buffer, int start, int length, string? file, string place, int depth)
    {
        (_buffer, _start, _length, File, Place, _depth) = (buffer, start, length, file, place, depth);
        _input = new CodedInputStream(buffer, start, length);
    }

    /// <summary>Name of the file, where known.</summary>
    public string? File { get; }

    /// <summary>What is being read, e.g. <c>graph.node[3].attr</c>.</summary>
    public string Place { get; }

    /// <summary>Bytes of the message.</summary>
    public int Length => _length;

    /// <summary>Number of the field that <see cref="Next"/> found.</summary>
    public int Field => WireFormat.GetTagFieldNumber(_tag);

    /// <summary>Whether the field is a run of bytes: a string, a message, or packed numbers.</summary>
    public bool IsDelimited => WireFormat.GetTagWireType(_tag) == WireFormat.WireType.LengthDelimited;

    /// <summary>Bytes of the field that <see cref="Next"/> found, where it is a run of them (<see cref="IsDelimited"/>); it stays to be read. 8 otherwise, which none is larger than.</summary>
    public int FieldLength
    {
        get
        {
            if (!IsDelimited) return sizeof(long);
            var position = (int)_input.Position;
            var prefix = new CodedInputStream(_buffer, position, _start + _length - position);
            return Math.Clamp(Read(_ => prefix.ReadLength()), 0, _length);
        }
    }

    /// <summary>The same message from its start.</summary>
    public ProtoReader Again() => new(_buffer, _start, _length, File, Place, _depth);

    /// <summary>Goes to the next field.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        if (Read(input => _tag = input.ReadTag()) == 0) return false;

        // Google's stream passes over what is of no type at all, as if it had no bytes.
        return WireFormat.GetTagWireType(_tag) <= WireFormat.WireType.Fixed32 ? true : throw Error($"field {Field} is of type {_tag & 7}, which there is not.");
    }

    /// <summary>Passes over the field.</summary>
    public void Skip() => Read(input =>
    {
        input.SkipLastField();
        return 0;
    });

    public long Int64()
    {
        Expect(WireFormat.WireType.Varint);
        return Read(input => input.ReadInt64());
    }

    public bool Bool() => Int64() != 0;

    /// <summary>A number that must fit in 32 bits.</summary>
    public int Int32() => Int64() is var value && value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Error($"{value} does not fit in 32 bits.");

    public float Float()
    {
        Expect(WireFormat.WireType.Fixed32);
        return Read(input => input.ReadFloat());
    }

    /// <summary>UTF-8 text; bytes that are none are an error.</summary>
    public string String()
    {
        var bytes = Bytes();
        try
        {
            return Utf8.GetString(bytes.Span);
        }
        catch (ArgumentException e)
        {
            throw Error("the text is no UTF-8.", e);
        }
    }

    /// <summary>Bytes, where they lie in the file.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        var (start, length) = Delimited();
        return _buffer.AsMemory(start, length);
    }

    /// <summary>A nested message.</summary>
    /// <param name="name">What it is, for messages: <c>node[3]</c>.</param>
    public ProtoReader Message(string name)
    {
        var (start, length) = Delimited();
        if (_depth == DeepestNesting) throw Error($"messages are nested more than {DeepestNesting} deep.");
        return new ProtoReader(_buffer, start, length, File, $"{Place}.{name}", _depth + 1);
    }

    /// <summary>Adds what a repeated field of numbers holds, packed or not.</summary>
    /// <param name="values">Where they go.</param>
    /// <param name="largest">Values at most.</param>
    public void Int64s(List<long> values, int largest)
    {
        if (!IsDelimited)
        {
            values.Add(Int64());
        }
        else
        {
            var (start, length) = Delimited();
            var inner = new CodedInputStream(_buffer, start, length);
            while (!Read(_ => inner.IsAtEnd))
            {
                values.Add(Read(_ => inner.ReadInt64()));
                if (values.Count > largest) break;
            }
        }

        if (values.Count > largest) throw TooMany(largest);
    }

    /// <summary>Adds what a repeated field of float32 holds, packed or not.</summary>
    /// <param name="values">Where they go.</param>
    /// <param name="largest">Values at most.</param>
    public void Floats(List<float> values, int largest = int.MaxValue)
    {
        if (!IsDelimited)
        {
            values.Add(Float());
        }
        else
        {
            var bytes = Bytes();
            if (bytes.Length % 4 != 0) throw Error($"{bytes.Length} bytes are no whole number of float32.");
            if (bytes.Length / 4 <= largest - values.Count) values.AddRange(MemoryMarshal.Cast<byte, float>(bytes.Span));
            else throw TooMany(largest);
        }

        if (values.Count > largest) throw TooMany(largest);
    }

    /// <summary>What is wrong here.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="reason">Why, for programs.</param>
    public ModelFormatException Error(string message, Exception? inner = null, ModelFormatReason reason = ModelFormatReason.Malformed) => new(message, File, Place, inner, reason);

    private ModelFormatException TooMany(int largest) => Error($"a list holds more than {largest} numbers.");

    private static System.Text.UTF8Encoding Utf8 { get; } = new(false, throwOnInvalidBytes: true);

    /// <summary>Where the field's bytes are, and passes over them.</summary>
    private (int Start, int Length) Delimited()
    {
        Expect(WireFormat.WireType.LengthDelimited);
        var begin = (int)_input.Position;
        Skip();
        var end = (int)_input.Position;
        var prefix = new CodedInputStream(_buffer, begin, end - begin);
        var length = Read(_ => prefix.ReadLength());
        return (end - length, length);
    }

    private void Expect(WireFormat.WireType type)
    {
        var found = WireFormat.GetTagWireType(_tag);
        if (found != type) throw Error($"field {Field} is written as {found}, where {type} belongs.");
    }

    private T Read<T>(Func<CodedInputStream, T> read)
    {
        try
        {
            return read(_input);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelFormatException($"this is no protocol-buffer message: {e.Message}", File, $"{Place}, byte {_input.Position}", e);
        }
    }
}
