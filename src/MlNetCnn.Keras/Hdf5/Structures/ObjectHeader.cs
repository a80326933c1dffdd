namespace MlNetCnn.Keras.Hdf5;

/// <summary>Kinds of header messages, by their numbers in the file (specification section IV.A.2).</summary>
internal enum MessageKind
{
    Nil = 0x00,
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    OldFillValue = 0x04,
    FillValue = 0x05,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    FilterPipeline = 0x0B,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}

/// <summary>One message of an object header.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Flags">Bit 1: the body is kept elsewhere and shared.</param>
/// <param name="Body">The message itself, at its first byte.</param>
internal readonly record struct HeaderMessage(MessageKind Kind, int Flags, Hdf5Block Body)
{
    public bool IsShared => (Flags & 2) != 0;
}

/// <summary>The messages of a group, dataset or named datatype, from versions 1 and 2 of the object header (section IV.A.1).</summary>
internal sealed class ObjectHeader
{
    private readonly List<HeaderMessage> messages = [];

    private ObjectHeader(long address) => Address = address;

    /// <summary>Address of the header, which is the identity of the object.</summary>
    public long Address { get; }

    public IReadOnlyList<HeaderMessage> Messages => messages;

    public static ObjectHeader Read(Hdf5Source source, long address)
    {
        var header = new ObjectHeader(address);
        var signature = source.Block(address, 4, "an object header");
        if (signature.Bytes.Span.SequenceEqual("OHDR"u8)) header.ReadVersion2(source);
        else header.ReadVersion1(source);
        return header;
    }

    public bool Has(MessageKind kind) => messages.Any(m => m.Kind == kind);

    /// <summary>The body of the first message of a kind, read from its first byte; null where there is none.</summary>
    public HeaderMessage? Find(MessageKind kind)
    {
        foreach (var message in messages)
            if (message.Kind == kind) return message with { Body = message.Body.Rewound() };
        return null;
    }

    private void ReadVersion1(Hdf5Source source)
    {
        var prefix = source.Block(Address, 12, "an object header");
        prefix.Version(1);
        prefix.Skip(1);
        var count = prefix.U16();
        prefix.Skip(4);
        var size = prefix.Size32();
        source.Metadata.Enter(Address, 16L + size);
        var blocks = new Queue<Hdf5Block>();
        blocks.Enqueue(source.Block(Address + 16, size, "an object header"));
        while (blocks.TryDequeue(out var block))
        {
            while (block.Remaining >= 8 && messages.Count < count)
            {
                var kind = (MessageKind)block.U16();
                var length = block.U16();
                var flags = block.U8();
                block.Skip(3);
                source.Take(Address, Hdf5Source.BlockOverhead, "an object header");
                var message = new HeaderMessage(kind, flags, block.Part(length, Describe(kind)));
                messages.Add(message);
                if (kind == MessageKind.Continuation) blocks.Enqueue(Continue(source, message.Body));
            }
        }
    }

    private void ReadVersion2(Hdf5Source source)
    {
        var prefix = source.Block(Address, Math.Min(source.Length - Address, 34), "an object header");
        prefix.Skip(4);
        prefix.Version(2);
        var flags = prefix.U8();
        if ((flags & 0x20) != 0) prefix.Skip(16);
        if ((flags & 0x10) != 0) prefix.Skip(4);
        var size = prefix.Unsigned(1 << (flags & 3));
        source.Check(Address, size, "an object header");
        var first = source.Block(Address, prefix.Position + size + 4, "an object header");
        source.Metadata.Enter(Address, first.Bytes.Length);
        first.VerifyChecksum();
        first.Skip(prefix.Position);
        var blocks = new Queue<Hdf5Block>();
        blocks.Enqueue(first);
        while (blocks.TryDequeue(out var block))
        {
            // The last four bytes are the checksum; fewer bytes than a message prefix before it are a gap.
            var messagePrefix = (flags & 4) != 0 ? 6 : 4;
            while (block.Remaining >= 4 + messagePrefix)
            {
                var kind = (MessageKind)block.U8();
                var length = block.U16();
                var messageFlags = block.U8();
                if (messagePrefix == 6) block.Skip(2);
                if (length > block.Remaining - 4) throw block.Fail($"a header message of {length} bytes does not fit its object header");
                source.Take(Address, Hdf5Source.BlockOverhead, "an object header");
                var message = new HeaderMessage(kind, messageFlags, block.Part(length, Describe(kind)));
                messages.Add(message);
                if (kind != MessageKind.Continuation) continue;
                var next = Continue(source, message.Body);
                next.Signature("OCHK");
                next.VerifyChecksum();
                blocks.Enqueue(next);
            }
        }
    }

    private static Hdf5Block Continue(Hdf5Source source, Hdf5Block body)
    {
        var address = body.Offset();
        var length = body.Length();
        source.Check(address, length, "the continuation of an object header");
        source.Metadata.Enter(address, length);
        return source.Block(address, length, "the continuation of an object header");
    }

    private static string Describe(MessageKind kind) => kind switch
    {
        MessageKind.Dataspace => "a dataspace message",
        MessageKind.LinkInfo => "a link info message",
        MessageKind.Datatype => "a datatype message",
        MessageKind.OldFillValue or MessageKind.FillValue => "a fill value message",
        MessageKind.Link => "a link message",
        MessageKind.Layout => "a data layout message",
        MessageKind.FilterPipeline => "a filter pipeline message",
        MessageKind.Attribute => "an attribute message",
        MessageKind.Continuation => "a continuation message",
        MessageKind.SymbolTable => "a symbol table message",
        MessageKind.AttributeInfo => "an attribute info message",
        _ => "a header message",
    };
}
