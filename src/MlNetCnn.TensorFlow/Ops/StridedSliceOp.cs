using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>StridedSlice: a box of a tensor with steps, as Python's slices. A mask has bit i for entry i. StridedSliceGrad puts a gradient back into zeros.</summary>
internal static class StridedSliceOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="beginMask">Entries that begin at the first, whatever <paramref name="begin"/> says.</param>
        /// <param name="endMask">Entries that end behind the last.</param>
        /// <param name="ellipsisMask">The entry that stands for all dimensions not spoken of.</param>
        /// <param name="newAxisMask">Entries that put in a dimension of size 1.</param>
        /// <param name="shrinkAxisMask">Entries that take one position and drop the dimension.</param>
        public GraphTensor StridedSlice(
            GraphTensor input, IReadOnlyList<int> begin, IReadOnlyList<int> end, IReadOnlyList<int> strides, int beginMask = 0, int endMask = 0, int ellipsisMask = 0, int newAxisMask = 0,
            int shrinkAxisMask = 0, string? name = null)
        {
            GraphTensor[] inputs = [input, graph.Constant([.. begin]), graph.Constant([.. end]), graph.Constant([.. strides])];
            var attributes = new Dictionary<string, AttrValue>
            {
                ["begin_mask"] = (long)beginMask, ["ellipsis_mask"] = (long)ellipsisMask, ["end_mask"] = (long)endMask, ["Index"] = DataType.Int32, ["new_axis_mask"] = (long)newAxisMask,
                ["shrink_axis_mask"] = (long)shrinkAxisMask, ["T"] = input.Type,
            };
            var shape = input.Shape.HasRank ? StridedShape.Of(input.Shape, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask) : TensorShape.Unknown;
            return graph.Add("StridedSlice", inputs, attributes, input.Type, shape, name);
        }

        /// <summary>One size of a tensor, a scalar: a constant where it is known.</summary>
        public GraphTensor SizeOf(GraphTensor x, int axis) => x.Shape[axis] >= 0 ? graph.Constant(x.Shape[axis]) : graph.StridedSlice(graph.Shape(x), [axis], [axis + 1], [1], shrinkAxisMask: 1);
    }

    [GradientOf("StridedSlice")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        GraphTensor[] inputs = [a.Graph.ShapeOf(a.Input(0)), a.Input(1), a.Input(2), a.Input(3), a.Gradient];
        return [a.Graph.Add("StridedSliceGrad", inputs, a.Node.Attributes, a.Gradient.Type, a.Input(0).Shape), null, null, null];
    }
}
