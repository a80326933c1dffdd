using MlNetCnn.Compute;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Relu6: min(max(x, 0), 6). Its gradient, Relu6Grad, passes where the output was above 0 and below 6.</summary>
internal static class Relu6Op
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Relu6(GraphTensor features, string? name = null) => graph.Unary("Relu6", features, name);

        public GraphTensor Relu6Grad(GraphTensor gradients, GraphTensor features, string? name = null) => graph.Paired("Relu6Grad", gradients, features, name);
    }

    [GradientOf("Relu6")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => (a.Node.IsRectifier ? a.Relu : ReluGradient.Standard) switch
    {
        ReluGradient.Guided => [a.Graph.Relu(a.Graph.Relu6Grad(a.Gradient, a.Output))],
        ReluGradient.Deconvnet => [a.Graph.Relu(a.Gradient)],
        _ => [a.Graph.Relu6Grad(a.Gradient, a.Output)],
    };
}
