using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>A network: nodes, each after all that it takes, and the constants that they take.</summary>
internal sealed record GraphProto : IProtoMessage
{
    public required string Name { get; init; }

    public required IReadOnlyList<NodeProto> Nodes { get; init; }

    /// <summary>Constants, by name: weights above all.</summary>
    public required IReadOnlyList<TensorProto> Initializers { get; init; }

    /// <summary>What comes from outside. Files before IR version 4 name their initializers here too.</summary>
    public required IReadOnlyList<ValueInfoProto> Inputs { get; init; }

    public required IReadOnlyList<ValueInfoProto> Outputs { get; init; }

    public string DocString { get; init; } = "";

    public void WriteFields(ProtoWriter writer)
    {
        foreach (var node in Nodes) writer.Message(1, node);
        writer.String(2, Name);
        foreach (var tensor in Initializers) writer.Message(5, tensor);
        if (DocString != "") writer.String(10, DocString);
        foreach (var value in Inputs) writer.Message(11, value);
        foreach (var value in Outputs) writer.Message(12, value);
    }
}
