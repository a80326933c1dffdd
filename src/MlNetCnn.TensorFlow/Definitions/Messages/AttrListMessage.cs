using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>AttrValue.ListValue</c> of attr_value.proto; numbers are packed.</summary>
internal sealed class AttrListMessage(AttrValue list) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        switch (list)
        {
            case AttrValue.Texts a:
                foreach (var text in a.Values) writer.String(2, text);
                break;
            case AttrValue.Ints a: Numbers(writer, 3, [.. a.Values]); break;
            case AttrValue.Floats { Values.Count: > 0 } a: writer.PackedFloat(4, [.. a.Values]); break;
            case AttrValue.Bools a: Numbers(writer, 5, [.. a.Values.Select(value => value ? 1L : 0)]); break;
            case AttrValue.Types a: Numbers(writer, 6, [.. a.Values.Select(type => (long)type)]); break;
            case AttrValue.Shapes a:
                foreach (var shape in a.Values) writer.Message(7, new ShapeMessage(shape));
                break;
        }
    }

    private static void Numbers(ProtoWriter writer, int field, ReadOnlySpan<long> values)
    {
        if (values.Length > 0) writer.PackedInt64(field, values);
    }
}
