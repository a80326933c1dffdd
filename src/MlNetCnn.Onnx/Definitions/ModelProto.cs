using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>A whole ONNX file, as in <c>onnx.proto</c>. Lists are empty and texts are "" where a file has none.</summary>
internal sealed record ModelProto : IProtoMessage
{
    /// <summary>Version of the file's format (not of the operators): 8 goes with opset 17.</summary>
    public required long IrVersion { get; init; }

    /// <summary>Versions of the operators, by domain.</summary>
    public required IReadOnlyList<OperatorSetId> Opsets { get; init; }

    /// <summary>The network.</summary>
    public required GraphProto Graph { get; init; }

    public string ProducerName { get; init; } = "";

    public string ProducerVersion { get; init; } = "";

    /// <summary>Whose the model is, as a reversed name of the net: <c>org.example</c>.</summary>
    public string Domain { get; init; } = "";

    public long ModelVersion { get; init; }

    /// <summary>What the model is, for people.</summary>
    public string DocString { get; init; } = "";

    /// <summary><c>metadata_props</c>: whatever else programs may want to know, by name.</summary>
    public IReadOnlyList<StringEntry> Metadata { get; init; } = [];

    public void WriteFields(ProtoWriter writer)
    {
        writer.Int64(1, IrVersion);
        if (ProducerName != "") writer.String(2, ProducerName);
        if (ProducerVersion != "") writer.String(3, ProducerVersion);
        if (Domain != "") writer.String(4, Domain);
        if (ModelVersion != 0) writer.Int64(5, ModelVersion);
        if (DocString != "") writer.String(6, DocString);
        writer.Message(7, Graph);
        foreach (var opset in Opsets) writer.Message(8, opset);
        foreach (var entry in Metadata) writer.Message(14, entry);
    }
}
