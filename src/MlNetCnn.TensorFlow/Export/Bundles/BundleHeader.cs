using MlNetCnn.Protobuf;
using MlNetCnn.TensorFlow.Messages;

namespace MlNetCnn.TensorFlow;

/// <summary><c>BundleHeaderProto</c> of tensor_bundle.proto: one file of values, little-endian, version 1 of the format.</summary>
internal sealed class BundleHeader : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        writer.Int64(1, 1);
        writer.Message(3, new VersionMessage(1));
    }
}
