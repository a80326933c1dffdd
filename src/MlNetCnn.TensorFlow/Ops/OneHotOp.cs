using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>OneHot: a row of <c>on</c> at an index and <c>off</c> elsewhere; an index outside is off everywhere.</summary>
internal static class OneHotOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="indices">int32 or int64.</param>
        /// <param name="depth">Length of a row.</param>
        /// <param name="axis">Where the rows lie; -1 (the default) for last.</param>
        public GraphTensor OneHot(GraphTensor indices, int depth, float on = 1, float off = 0, int axis = -1, string? name = null) =>
            graph.OneHot(indices, graph.Constant(depth), on, off, axis, name);

        /// <param name="depth">Length of a row, a scalar int32.</param>
        public GraphTensor OneHot(GraphTensor indices, GraphTensor depth, float on = 1, float off = 0, int axis = -1, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["axis"] = (long)axis, ["T"] = DataType.Float, ["TI"] = indices.Type };
            var at = axis < 0 ? indices.Shape.Rank : axis;
            var size = depth.ConstantInts is [var known] ? known : -1;
            var shape = new TensorShape([.. indices.Shape.Dimensions.Take(at), size, .. indices.Shape.Dimensions.Skip(at)]);
            return graph.Add("OneHot", [indices, depth, graph.Constant(on), graph.Constant(off)], attributes, DataType.Float, shape, name);
        }
    }
}
