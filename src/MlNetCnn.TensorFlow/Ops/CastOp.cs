using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Cast: values as another type.</summary>
internal static class CastOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Cast(GraphTensor x, DataType to, string? name = null) =>
            graph.Add("Cast", [x], new Dictionary<string, AttrValue> { ["DstT"] = to, ["SrcT"] = x.Type, ["Truncate"] = false }, to, x.Shape, name);
    }

    [GradientOf("Cast")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Cast(a.Gradient, a.Input(0).Type)];
}
