using System.Diagnostics;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>AttrValue</c> of attr_value.proto.</summary>
internal sealed class AttrMessage(AttrValue value) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        switch (value)
        {
            case AttrValue.Text a: writer.String(2, a.Value); break;
            case AttrValue.Int a: writer.Int64(3, a.Value); break;
            case AttrValue.Float a: writer.Float(4, a.Value); break;
            case AttrValue.Bool a: writer.Bool(5, a.Value); break;
            case AttrValue.Type a: writer.Int64(6, (int)a.Value); break;
            case AttrValue.Shape a: writer.Message(7, new ShapeMessage(a.Value)); break;
            case AttrValue.Tensor a: writer.Message(8, new TensorMessage(a.Value)); break;
            case AttrValue.Texts or AttrValue.Ints or AttrValue.Floats or AttrValue.Bools or AttrValue.Types or AttrValue.Shapes: writer.Message(1, new AttrListMessage(value)); break;
            default: throw new UnreachableException($"An attribute of kind {value.GetType().Name}.");
        }
    }
}
