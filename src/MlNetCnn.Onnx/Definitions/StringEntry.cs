using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>A text by name: <c>StringStringEntryProto</c>.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">The text.</param>
internal sealed record StringEntry(string Key, string Value) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        writer.String(1, Key);
        writer.String(2, Value);
    }
}
