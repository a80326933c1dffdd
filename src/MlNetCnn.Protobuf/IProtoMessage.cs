namespace MlNetCnn.Protobuf;

/// <summary>A message that writes its own fields. It is asked twice: once to be measured and once to be written, and must say the same both times.</summary>
internal interface IProtoMessage
{
    /// <summary>Writes the fields, in order of their numbers.</summary>
    void WriteFields(ProtoWriter writer);
}
