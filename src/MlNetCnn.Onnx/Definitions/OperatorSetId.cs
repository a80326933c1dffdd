using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>Which operators a file means: <c>OperatorSetIdProto</c>.</summary>
/// <param name="Domain">Whose they are; "" (also written <c>ai.onnx</c>) for ONNX's own.</param>
/// <param name="Version">Their version.</param>
internal sealed record OperatorSetId(string Domain, long Version) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        // Written where it is empty too: ONNX's checker asks for the field.
        writer.String(1, Domain);
        writer.Int64(2, Version);
    }
}
