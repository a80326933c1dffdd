using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Max: the largest along dimensions. Several largest share the gradient equally, as in TensorFlow; MaxPool gives it to the first, as this library's own kernels do.</summary>
internal static class MaxOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which dimensions; negative ones count from the last.</param>
        public GraphTensor Max(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("Max", input, axes, keepDims, name);
    }

    [GradientOf("Max")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.ShareTies(a)];
}
