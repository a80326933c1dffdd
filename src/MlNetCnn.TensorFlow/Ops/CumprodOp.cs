using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Cumprod: running products along a dimension.</summary>
internal static class CumprodOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="exclusive">Whether each is without its own place.</param>
        /// <param name="reverse">Whether they run from the end.</param>
        public GraphTensor Cumprod(GraphTensor x, int axis, bool exclusive = false, bool reverse = false, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["exclusive"] = exclusive, ["reverse"] = reverse, ["T"] = x.Type, ["Tidx"] = DataType.Int32 };
            return graph.Add("Cumprod", [x, graph.Constant(Shapes.Axis(x.Shape, axis))], attributes, x.Type, x.Shape, name);
        }
    }
}
