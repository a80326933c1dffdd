using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Min: the smallest along dimensions. Of several smallest, the first has the gradient, as this library's own kernels have it and MaxPool too; TensorFlow's gradient of Min would share it.</summary>
internal static class MinOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which dimensions; negative ones count from the last.</param>
        public GraphTensor Min(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("Min", input, axes, keepDims, name);
    }

    [GradientOf("Min")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.FirstEqual(a)];
}
