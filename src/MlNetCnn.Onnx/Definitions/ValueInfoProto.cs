using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>Name, type and shape of an input or an output that is a tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Shape">Its dimensions; null where not even their number is said.</param>
internal sealed record ValueInfoProto(string Name, ElementType Type, IReadOnlyList<Dimension>? Shape) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        writer.String(1, Name);
        writer.Message(2, new TypeProto(new TensorType(Type, Shape)));
    }

    // TypeProto holds one of several kinds of types; a tensor's is its field 1.
    private sealed record TypeProto(TensorType Tensor) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer) => writer.Message(1, Tensor);
    }

    private sealed record TensorType(ElementType Type, IReadOnlyList<Dimension>? Shape) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer)
        {
            writer.Int64(1, (long)Type);
            if (Shape is not null) writer.Message(2, new TensorShape(Shape));
        }
    }

    private sealed record TensorShape(IReadOnlyList<Dimension> Dimensions) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer)
        {
            foreach (var dimension in Dimensions) writer.Message(1, dimension);
        }
    }
}
