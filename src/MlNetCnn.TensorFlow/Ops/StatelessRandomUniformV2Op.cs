using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>StatelessRandomUniformV2: numbers from 0 to 1, 1 left out, the same for the same key and counter.</summary>
internal static class StatelessRandomUniformV2Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="shape">Sizes, int32.</param>
        /// <param name="key">uint64 [1].</param>
        /// <param name="counter">uint64 [2].</param>
        /// <param name="algorithm">1 (the default) for Philox, 2 for ThreeFry.</param>
        public GraphTensor StatelessRandomUniformV2(GraphTensor shape, GraphTensor key, GraphTensor counter, int algorithm = 1, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["dtype"] = DataType.Float, ["Tshape"] = shape.Type };
            return graph.Add("StatelessRandomUniformV2", [shape, key, counter, graph.Constant(algorithm)], attributes, DataType.Float, shape.AsShape, name);
        }
    }
}
