using System.Text;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>Links of a new-style group: link messages in its object header or in a fractal heap (sections IV.A.2.c and g).</summary>
internal static class LinkMessages
{
    public static List<Hdf5Link> Read(Hdf5Source source, ObjectHeader header)
    {
        var links = new List<Hdf5Link>();
        foreach (var message in header.Messages)
            if (message.Kind == MessageKind.Link) links.Add(ReadLink(message.Body.Rewound()));
        var tracked = false;
        if (header.Find(MessageKind.LinkInfo) is { } info)
        {
            info.Body.Version(0);
            var flags = info.Body.U8();
            tracked = (flags & 1) != 0;
            if (tracked) info.Body.Skip(8);
            long heapAddress = info.Body.Offset(), tree = info.Body.Offset();
            if (heapAddress != Hdf5Source.Undefined && tree != Hdf5Source.Undefined)
            {
                var heap = FractalHeap.Open(source, heapAddress);
                foreach (var record in BTreeV2.Records(source, tree, source.Metadata, 5, "the index of dense links"))
                {
                    record.Skip(4); // hash of the name
                    links.Add(ReadLink(heap.Read(record.Part(7, "the heap id of a link"), "a link message")));
                }
            }
        }

        if (tracked) links.Sort((a, b) => a.Order.CompareTo(b.Order));
        else links.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return links;
    }

    private static Hdf5Link ReadLink(Hdf5Block body)
    {
        body.Version(1);
        var flags = body.U8();
        var type = (flags & 8) != 0 ? body.U8() : 0;
        var order = (flags & 4) != 0 ? body.Unsigned(8) : 0;
        if ((flags & 16) != 0) body.Skip(1);
        var length = body.Unsigned(1 << (flags & 3));
        if (length > body.Remaining) throw body.Fail($"the name of a link has {length} bytes and {body.Remaining} are left");
        var name = Encoding.UTF8.GetString(body.Take((int)length));
        return type switch
        {
            0 => new Hdf5Link(name, body.Offset(), order, null),
            1 => new Hdf5Link(name, Hdf5Source.Undefined, order,
                $"is a soft link to '{Encoding.UTF8.GetString(body.Take(body.U16()))}', and soft links are not followed"),
            64 => new Hdf5Link(name, Hdf5Source.Undefined, order, "is an external link into another file, and external links are not followed"),
            _ => new Hdf5Link(name, Hdf5Source.Undefined, order, $"is a link of the unknown kind {type}"),
        };
    }
}
