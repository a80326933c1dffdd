using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Values kept within bounds.</summary>
internal static class Clipping
{
    extension(GraphBuilder graph)
    {
        /// <summary>min(max(x, low), high); nothing goes back from beyond the limits, and from the limits themselves all of it.</summary>
        public GraphTensor Clip(GraphTensor x, float low, float high) => graph.Minimum(graph.Maximum(x, graph.Constant(low)), graph.Constant(high));
    }
}
