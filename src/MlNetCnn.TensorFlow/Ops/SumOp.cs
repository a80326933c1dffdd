using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Sum: the sum along dimensions.</summary>
internal static class SumOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which dimensions; negative ones count from the last.</param>
        public GraphTensor Sum(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("Sum", input, axes, keepDims, name);
    }

    [GradientOf("Sum")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Spread(a, a.Gradient)];
}
