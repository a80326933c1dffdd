using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>Shapes that begin with the size of the batch, which is known only when a graph runs.</summary>
internal static class BatchNodes
{
    extension(GraphBuilder graph)
    {
        /// <summary>A row of int32: the size of a batch, and sizes behind it.</summary>
        /// <param name="batch">A tensor whose first dimension is the batch.</param>
        /// <param name="sizes">Those of the other dimensions.</param>
        public GraphTensor BatchOf(GraphTensor batch, params int[] sizes)
        {
            if (batch.Shape[0] >= 0) return graph.Constant([batch.Shape[0], .. sizes]);
            var size = graph.StridedSlice(graph.Shape(batch), [0], [1], [1]);
            return sizes.Length == 0 ? size : graph.ConcatV2([size, graph.Constant(sizes)], 0);
        }
    }
}
