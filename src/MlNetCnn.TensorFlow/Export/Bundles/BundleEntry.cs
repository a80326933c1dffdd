using MlNetCnn.Protobuf;
using MlNetCnn.TensorFlow.Messages;

namespace MlNetCnn.TensorFlow;

/// <summary><c>BundleEntryProto</c> of tensor_bundle.proto.</summary>
internal sealed class BundleEntry(TensorValue value, long offset) : IProtoMessage
{
    private readonly uint _checksum = Crc32C.Masked(value.Bytes);

    public void WriteFields(ProtoWriter writer)
    {
        writer.Int64(1, (int)value.Type);
        writer.Message(2, new ShapeMessage(new TensorShape([.. value.Shape])));
        if (offset != 0) writer.Int64(4, offset);
        if (value.Bytes.Length != 0) writer.Int64(5, value.Bytes.Length);
        writer.Fixed32(6, _checksum);
    }
}
