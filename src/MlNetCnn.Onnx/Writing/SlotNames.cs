using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Writing;

/// <summary>
/// Names of classes where ML.NET's ApplyOnnxModel looks for the slot names of an output column: the keys of a node <c>mlnet.COLUMN.SlotNames</c>, as ML.NET itself writes them. Nobody reads
/// what the node makes, so that runtimes leave it out.
/// </summary>
internal static class SlotNames
{
    public const string Domain = "ai.onnx.ml";

    /// <summary>The version that goes with opset 17.</summary>
    public const int Version = 3;

    /// <summary>Adds such a node for each output that is one row of as many values.</summary>
    public static GraphProto AddTo(GraphProto graph, IReadOnlyList<string> names)
    {
        var wanted = graph.Outputs.Where(o => o.Shape is [_, { Size: { } size }] && size == names.Count).ToArray();
        if (wanted.Length == 0) return graph;
        const string nothing = "class_names/nothing";
        return graph with
        {
            Nodes =
            [
                .. graph.Nodes,
                new NodeProto("Constant", [], [nothing]) { Name = nothing, Attributes = [new AttributeProto.Texts("value_strings", [""])] },
                .. wanted.Select(o => new NodeProto("LabelEncoder", [nothing], [$"mlnet.{o.Name}.slots"])
                {
                    Name = $"mlnet.{o.Name}.SlotNames",
                    Domain = Domain,
                    Attributes = [new AttributeProto.Texts("keys_strings", names), new AttributeProto.Ints("values_int64s", [.. Enumerable.Range(0, names.Count).Select(i => (long)i)])],
                }),
            ],
        };
    }
}
