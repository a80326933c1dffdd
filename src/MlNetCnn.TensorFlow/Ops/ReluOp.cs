using MlNetCnn.Compute;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Relu: max(x, 0). Its gradient, ReluGrad, passes where the output was above 0.</summary>
internal static class ReluOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Relu(GraphTensor features, string? name = null) =>
            graph.Add("Relu", [features], new Dictionary<string, AttrValue> { ["T"] = features.Type }, features.Type, features.Shape, name);

        public GraphTensor ReluGrad(GraphTensor gradients, GraphTensor features, string? name = null) =>
            graph.Add("ReluGrad", [gradients, features], new Dictionary<string, AttrValue> { ["T"] = features.Type }, features.Type, features.Shape, name);
    }

    [GradientOf("Relu")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => (a.Node.IsRectifier ? a.Relu : ReluGradient.Standard) switch
    {
        ReluGradient.Guided => [a.Graph.Relu(a.Graph.ReluGrad(a.Gradient, a.Output))],
        ReluGradient.Deconvnet => [a.Graph.Relu(a.Gradient)],
        _ => [a.Graph.ReluGrad(a.Gradient, a.Output)],
    };
}
