using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary>An entry of a map from strings to messages: a message with the key as field 1 and the value as field 2, whatever the map.</summary>
internal sealed class MapEntry(string key, IProtoMessage value) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        writer.String(1, key);
        writer.Message(2, value);
    }
}
