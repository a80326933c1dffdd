using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>TensorShapeProto</c> of tensor_shape.proto.</summary>
internal sealed class ShapeMessage(TensorShape shape) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        if (!shape.HasRank)
        {
            writer.Bool(3, true);
            return;
        }

        foreach (var size in shape.Dimensions) writer.Message(2, new Dimension(size));
    }

    private sealed class Dimension(int size) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer)
        {
            if (size != 0) writer.Int64(1, size);
        }
    }
}
