using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>TensorProto</c> of tensor.proto: values as the bytes that they are in memory (<c>tensor_content</c>), strings each by itself.</summary>
internal sealed class TensorMessage(TensorValue tensor) : IProtoMessage
{
    private readonly ReadOnlyMemory<byte> _content = tensor.Type == DataType.Float ? FloatBytes.Of(tensor.Floats) : tensor.Bytes.ToArray();

    public void WriteFields(ProtoWriter writer)
    {
        writer.Int64(1, (int)tensor.Type);
        writer.Message(2, new ShapeMessage(new TensorShape([.. tensor.Shape])));
        if (tensor.Type == DataType.String)
            foreach (var text in tensor.Strings) writer.String(8, text);
        else if (!_content.IsEmpty)
            writer.Bytes(4, _content);
    }
}
