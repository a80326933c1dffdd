using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>SelectV2: t where the condition is true, else e; broadcast.</summary>
internal static class SelectV2Op
{
    extension(GraphBuilder graph)
    {
        public GraphTensor SelectV2(GraphTensor condition, GraphTensor t, GraphTensor e, string? name = null) =>
            graph.Add("SelectV2", [condition, t, e], new Dictionary<string, AttrValue> { ["T"] = t.Type }, t.Type, Shapes.Broadcast(condition.Shape, Shapes.Broadcast(t.Shape, e.Shape)), name);
    }

    [GradientOf("SelectV2")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
    [
        null,
        a.Summed(1, () => a.Graph.SelectV2(a.Input(0), a.Gradient, a.Graph.Constant(0f))),
        a.Summed(2, () => a.Graph.SelectV2(a.Input(0), a.Graph.Constant(0f), a.Gradient)),
    ];
}
