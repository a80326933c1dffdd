using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>BroadcastTo: a tensor repeated in a larger shape.</summary>
internal static class BroadcastToOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor BroadcastTo(GraphTensor input, params int[] shape) => graph.BroadcastTo(input, graph.Constant(shape));

        public GraphTensor BroadcastTo(GraphTensor input, GraphTensor shape, string? name = null) =>
            graph.Add("BroadcastTo", [input, shape], new Dictionary<string, AttrValue> { ["T"] = input.Type, ["Tidx"] = shape.Type }, input.Type, shape.AsShape, name);
    }

    [GradientOf("BroadcastTo")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.SumTo(a.Gradient, a.Input(0), a.Output), null];
}
