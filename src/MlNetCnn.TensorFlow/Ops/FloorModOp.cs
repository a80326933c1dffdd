using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>FloorMod: x - y floor(x / y), broadcast; of whole numbers here, so that nothing goes back through it.</summary>
internal static class FloorModOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor FloorMod(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("FloorMod", x, y, name);
    }
}
