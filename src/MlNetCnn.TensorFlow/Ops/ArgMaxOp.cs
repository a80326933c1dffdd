using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ArgMax: where the largest value along a dimension is, the first of several.</summary>
internal static class ArgMaxOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="dimension">Which; negative counts from the last.</param>
        /// <param name="outputType">Int32 or Int64, TensorFlow's default.</param>
        public GraphTensor ArgMax(GraphTensor input, int dimension, DataType outputType = DataType.Int64, string? name = null)
        {
            var at = Shapes.Axis(input.Shape, dimension);
            var attributes = new Dictionary<string, AttrValue> { ["output_type"] = outputType, ["T"] = input.Type, ["Tidx"] = DataType.Int32 };
            return graph.Add("ArgMax", [input, graph.Constant(at)], attributes, outputType, new TensorShape([.. Shapes.Reduced(input.Shape, [at], keepDims: false)]), name);
        }
    }
}
