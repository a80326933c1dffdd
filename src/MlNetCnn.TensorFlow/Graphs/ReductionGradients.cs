using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>What gradients of reductions share.</summary>
internal static class ReductionGradients
{
    extension(GraphBuilder graph)
    {
        /// <summary>A tensor of a reduction's output's shape, with 1 in the reduced dimensions.</summary>
        public GraphTensor Kept(GradientArguments a, GraphTensor value)
        {
            if (((AttrValue.Bool)a.Node.Attributes["keep_dims"]).Value) return value;
            var axes = ReducedAxes(a);
            int[] sizes = [.. Shapes.Reduced(a.Input(0).Shape, axes, keepDims: true)];
            if (sizes.Count(s => s < 0) <= 1) return graph.Reshape(value, sizes);
            return axes.Aggregate(value, (x, axis) => graph.ExpandDims(x, axis));
        }

        /// <summary>A tensor of a reduction's output's shape, repeated in its input's.</summary>
        public GraphTensor Spread(GradientArguments a, GraphTensor value) => graph.BroadcastTo(graph.Kept(a, value), graph.ShapeOf(a.Input(0)));

        /// <summary>How many values each of a reduction's is made from, float32.</summary>
        public GraphTensor ReducedCount(GradientArguments a)
        {
            var shape = a.Input(0).Shape;
            int[] sizes = [.. ReducedAxes(a).Select(d => shape[d])];
            if (!sizes.Contains(-1)) return graph.Constant((float)sizes.Aggregate(1L, (product, size) => product * size));
            return graph.Cast(graph.Prod(graph.GatherV2(graph.Shape(a.Input(0)), graph.Constant(ReducedAxes(a)), 0), [0]), DataType.Float);
        }

        /// <summary>The gradient of a largest or smallest value: the first that is equal to it has it.</summary>
        public GraphTensor FirstEqual(GradientArguments a)
        {
            var equal = graph.Cast(graph.Equal(a.Input(0), graph.Kept(a, a.Output)), DataType.Float);
            var first = graph.InRows(a, equal, (rows, axis) => graph.Mul(rows, graph.Cast(graph.Equal(graph.Cumsum(rows, axis), graph.Constant(1f)), DataType.Float)));
            return graph.Mul(first, graph.Kept(a, a.Gradient));
        }

        /// <summary>The gradient of a product: each factor's is the product of those before and of those behind it.</summary>
        public GraphTensor OtherFactors(GradientArguments a)
        {
            var others = graph.InRows(a, a.Input(0), (rows, axis) => graph.Mul(graph.Cumprod(rows, axis, exclusive: true), graph.Cumprod(rows, axis, exclusive: true, reverse: true)));
            return graph.Mul(others, graph.Kept(a, a.Gradient));
        }

        /// <summary>Does something with a tensor of a reduction's input's shape while all that is reduced together lies in one dimension, the last.</summary>
        private GraphTensor InRows(GradientArguments a, GraphTensor x, Func<GraphTensor, int, GraphTensor> change)
        {
            int[] axes = ReducedAxes(a), order = [.. Enumerable.Range(0, x.Shape.Rank).Where(d => !axes.Contains(d)), .. axes];
            var turned = graph.Transpose(x, order);
            var shape = graph.ShapeOf(turned);
            var rest = order.Length - axes.Length;
            var rows = graph.Reshape(turned, graph.ConcatV2([graph.Slice(shape, [0], [rest]), graph.Constant([-1])], 0));
            return graph.Transpose(graph.Reshape(change(rows, rest), shape), [.. Enumerable.Range(0, order.Length).Select(d => Array.IndexOf(order, d))]);
        }
    }

    private static int[] ReducedAxes(GradientArguments a) =>
        a.Node.Inputs[1].ConstantInts ?? throw new NotSupportedException($"The dimensions along which '{a.Node.Name}' ({a.Node.Op}) reduces are not constant: no gradient is known for that.");
}
