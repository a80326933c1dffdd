using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>VersionDef</c> of versions.proto.</summary>
internal sealed class VersionMessage(int producer) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        if (producer != 0) writer.Int64(1, producer);
    }
}
