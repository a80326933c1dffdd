using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>StopGradient: x. Nothing goes back through it.</summary>
internal static class StopGradientOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor StopGradient(GraphTensor input, string? name = null) => graph.Unary("StopGradient", input, name);
    }

    [GradientOf("StopGradient")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null];
}
