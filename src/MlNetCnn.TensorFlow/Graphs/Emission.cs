namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Families of operations that differ in name alone.</summary>
internal static class Emission
{
    extension(GraphBuilder graph)
    {
        /// <summary>An operation on each value, with the attribute T alone.</summary>
        public GraphTensor Unary(string op, GraphTensor x, string? name) => graph.Add(op, [x], new Dictionary<string, AttrValue> { ["T"] = x.Type }, x.Type, x.Shape, name);

        /// <summary>An operation on two tensors of one shape, with the attribute T alone: the gradients of activations.</summary>
        public GraphTensor Paired(string op, GraphTensor x, GraphTensor y, string? name) =>
            graph.Add(op, [x, y], new Dictionary<string, AttrValue> { ["T"] = x.Type }, x.Type, Shapes.Merge(x.Shape, y.Shape), name);

        /// <summary>An operation on two tensors that are broadcast, with the attribute T alone.</summary>
        public GraphTensor Binary(string op, GraphTensor x, GraphTensor y, string? name) =>
            graph.Add(op, [x, y], new Dictionary<string, AttrValue> { ["T"] = x.Type }, x.Type, Shapes.Broadcast(x.Shape, y.Shape), name);

        /// <summary>A comparison of two tensors that are broadcast.</summary>
        /// <param name="refusesMisfits">Whether the operation has the attribute incompatible_shape_error, which then is true.</param>
        public GraphTensor Comparison(string op, GraphTensor x, GraphTensor y, bool refusesMisfits, string? name)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = x.Type };
            if (refusesMisfits) attributes.Add("incompatible_shape_error", true);
            return graph.Add(op, [x, y], attributes, DataType.Bool, Shapes.Broadcast(x.Shape, y.Shape), name);
        }

        /// <summary>A reduction along dimensions.</summary>
        /// <param name="axes">Which; negative ones count from the last.</param>
        public GraphTensor Reduction(string op, GraphTensor input, IReadOnlyList<int> axes, bool keepDims, string? name)
        {
            int[] all = Shapes.Axes(input.Shape, axes);
            var shape = input.Shape.HasRank ? new TensorShape([.. Shapes.Reduced(input.Shape, all, keepDims)]) : TensorShape.Unknown;
            return graph.Reduction(op, input, graph.Constant(all), keepDims, shape, name);
        }

        /// <summary>A reduction along dimensions that a tensor names.</summary>
        /// <param name="shape">The result's shape.</param>
        public GraphTensor Reduction(string op, GraphTensor input, GraphTensor axes, bool keepDims, TensorShape shape, string? name)
        {
            var attributes = new Dictionary<string, AttrValue> { ["keep_dims"] = keepDims, ["Tidx"] = axes.Type };
            if (op is not ("All" or "Any")) attributes.Add("T", input.Type);
            return graph.Add(op, [input, axes], attributes, input.Type, shape, name);
        }
    }
}
