using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Fill: a tensor of one value.</summary>
internal static class FillOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="dims">Its sizes, int32.</param>
        /// <param name="value">Scalar.</param>
        public GraphTensor Fill(GraphTensor dims, GraphTensor value, string? name = null) =>
            graph.Add("Fill", [dims, value], new Dictionary<string, AttrValue> { ["index_type"] = dims.Type, ["T"] = value.Type }, value.Type, dims.AsShape, name);
    }

    [GradientOf("Fill")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null, a.Graph.Sum(a.Gradient, [.. Enumerable.Range(0, a.Output.Shape.Rank)])];
}
