using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Slice: a box of a tensor.</summary>
internal static class SliceOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="begin">Where it begins, by dimension.</param>
        /// <param name="size">Its sizes; -1 for all that is left.</param>
        public GraphTensor Slice(GraphTensor input, IReadOnlyList<int> begin, IReadOnlyList<int> size, string? name = null) =>
            graph.Slice(input, graph.Constant([.. begin]), graph.Constant([.. size]), name);

        public GraphTensor Slice(GraphTensor input, GraphTensor begin, GraphTensor size, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["Index"] = begin.Type, ["T"] = input.Type };
            return graph.Add("Slice", [input, begin, size], attributes, input.Type, Result(input.Shape, begin, size), name);
        }
    }

    [GradientOf("Slice")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        TensorShape whole = a.Input(0).Shape, part = a.Output.Shape;
        if (a.Input(1).ConstantInts is { } begin && begin.Index().All(p => (whole[p.Index], part[p.Index], p.Item) is (-1, -1, 0) or (>= 0, >= 0, _)))
            return [a.Graph.Pad(a.Gradient, [.. begin.Select((b, d) => (b, whole[d] < 0 ? 0 : whole[d] - part[d] - b))]), null, null];
        var behind = a.Graph.Sub(a.Graph.Sub(a.Graph.ShapeOf(a.Input(0)), a.Graph.ShapeOf(a.Output)), a.Input(1));
        return [a.Graph.Pad(a.Gradient, a.Graph.Pack([a.Input(1), behind], axis: 1)), null, null];
    }

    private static TensorShape Result(TensorShape input, GraphTensor begin, GraphTensor size)
    {
        if (!input.HasRank) return size.AsShape;
        if (size.ConstantInts is not { } sizes) return size.Node.Op is "Shape" or "Pack" ? size.AsShape : new TensorShape([.. input.Dimensions.Select(_ => -1)]);
        var begins = begin.ConstantInts;
        return new TensorShape([.. sizes.Select((s, d) => s >= 0 ? s : input[d] >= 0 && begins is not null ? input[d] - begins[d] : -1)]);
    }
}
