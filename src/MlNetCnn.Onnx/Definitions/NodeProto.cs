using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>A call of an operator.</summary>
/// <param name="OpType">The operator: <c>Conv</c>.</param>
/// <param name="Inputs">Names of what it takes; "" for an optional one that is not given.</param>
/// <param name="Outputs">Names of what it makes; "" for an optional one that is not wanted.</param>
internal sealed record NodeProto(string OpType, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs) : IProtoMessage
{
    /// <summary>For people; "" in many files.</summary>
    public string Name { get; init; } = "";

    public IReadOnlyList<AttributeProto> Attributes { get; init; } = [];

    /// <summary>Whose operator it is; "" for ONNX's own.</summary>
    public string Domain { get; init; } = "";

    public void WriteFields(ProtoWriter writer)
    {
        foreach (var input in Inputs) writer.String(1, input);
        foreach (var output in Outputs) writer.String(2, output);
        if (Name != "") writer.String(3, Name);
        writer.String(4, OpType);
        foreach (var attribute in Attributes) writer.Message(5, attribute);
        if (Domain != "") writer.String(7, Domain);
    }
}
