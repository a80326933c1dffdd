using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Prod: the product along dimensions. Its gradient is that of the other factors' product, taken without division: factors may be 0.</summary>
internal static class ProdOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which dimensions; negative ones count from the last.</param>
        public GraphTensor Prod(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("Prod", input, axes, keepDims, name);
    }

    [GradientOf("Prod")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.OtherFactors(a)];
}
