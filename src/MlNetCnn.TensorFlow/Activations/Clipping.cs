using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>Values kept within bounds.</summary>
internal static class Clipping
{
    extension(GraphBuilder graph)
    {
        /// <summary>min(max(x, low), high).</summary>
        public GraphTensor Clip(GraphTensor x, float low, float high) => graph.Minimum(graph.Maximum(x, graph.Constant(low)), graph.Constant(high));
    }
}
