using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Min: the smallest along dimensions. Several smallest share the gradient equally, as in TensorFlow.</summary>
internal static class MinOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which dimensions; negative ones count from the last.</param>
        public GraphTensor Min(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("Min", input, axes, keepDims, name);
    }

    [GradientOf("Min")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.ShareTies(a)];
}
