using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>Lengths of vectors.</summary>
internal static class InverseNormNodes
{
    extension(GraphBuilder graph)
    {
        /// <summary>1 / max(|x|, 1e-12) along dimensions, which are kept. The bound is within the root, so that at 0 the gradient is one too.</summary>
        public GraphTensor InverseNorm(GraphTensor x, IReadOnlyList<int> axes) =>
            graph.Rsqrt(graph.Maximum(graph.Sum(graph.Square(x), axes, keepDims: true), graph.Constant(1e-24f)));
    }
}
