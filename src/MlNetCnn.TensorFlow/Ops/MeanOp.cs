using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Mean: the mean along dimensions.</summary>
internal static class MeanOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which dimensions; negative ones count from the last.</param>
        public GraphTensor Mean(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("Mean", input, axes, keepDims, name);
    }

    [GradientOf("Mean")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Spread(a, a.Graph.RealDiv(a.Gradient, a.Graph.ReducedCount(a)))];
}
