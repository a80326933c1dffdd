using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>GatherV2: the slices of a tensor at indices along a dimension.</summary>
internal static class GatherV2Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="indices">int32 or int64.</param>
        /// <param name="axis">Along which dimension.</param>
        /// <param name="batchDims">How many leading dimensions both have in common: each batch has its own indices.</param>
        public GraphTensor GatherV2(GraphTensor parameters, GraphTensor indices, int axis, int batchDims = 0, string? name = null)
        {
            var at = Shapes.Axis(parameters.Shape, axis);
            var attributes = new Dictionary<string, AttrValue> { ["batch_dims"] = (long)batchDims, ["Taxis"] = DataType.Int32, ["Tindices"] = indices.Type, ["Tparams"] = parameters.Type };
            var shape = new TensorShape([.. parameters.Shape.Dimensions.Take(at), .. indices.Shape.Dimensions.Skip(batchDims), .. parameters.Shape.Dimensions.Skip(at + 1)]);
            return graph.Add("GatherV2", [parameters, indices, graph.Constant(at)], attributes, parameters.Type, shape, name);
        }
    }

    // As a product with rows that are 1 at the index: exact, and the same for indices that occur twice.
    [GradientOf("GatherV2")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var (axis, batch) = (a.Input(2).ConstantInts![0], (int)((AttrValue.Int)a.Node.Attributes["batch_dims"]).Value);
        int own = a.Input(1).Shape.Rank - batch, behind = a.Input(0).Shape.Rank - axis - 1;
        // hot: batch, own, depth -> batch, 1 (between), own, depth, 1 (behind); gradient: batch, between, own, 1, behind.
        var hot = a.Graph.OneHot(a.Input(1), a.Graph.SizeOf(a.Input(0), axis));
        for (var i = batch; i < axis; i++) hot = a.Graph.ExpandDims(hot, batch);
        for (var i = 0; i < behind; i++) hot = a.Graph.ExpandDims(hot, -1);
        var spread = a.Graph.Mul(hot, a.Graph.ExpandDims(a.Gradient, axis + own));
        return [own == 0 ? spread : a.Graph.Sum(spread, [.. Enumerable.Range(axis, own)]), null, null];
    }
}
