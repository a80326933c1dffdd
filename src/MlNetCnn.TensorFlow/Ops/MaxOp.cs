using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Max: the largest along dimensions. Of several largest, the first has the gradient, as this library's own kernels have it and MaxPool too; TensorFlow's gradient of Max would share it.</summary>
internal static class MaxOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which dimensions; negative ones count from the last.</param>
        public GraphTensor Max(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("Max", input, axes, keepDims, name);
    }

    [GradientOf("Max")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.FirstEqual(a)];
}
