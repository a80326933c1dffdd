using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>What the operations that pad share.</summary>
internal static class PaddedEdges
{
    /// <summary>All attributes; with the mode of MirrorPad where there is one.</summary>
    public static Dictionary<string, AttrValue> Attributes(GraphTensor input, string? mode = null)
    {
        var attributes = new Dictionary<string, AttrValue> { ["T"] = input.Type, ["Tpaddings"] = DataType.Int32 };
        if (mode is not null) attributes.Add("mode", mode);
        return attributes;
    }

    /// <summary>The result's shape.</summary>
    public static TensorShape Result(TensorShape input, GraphTensor paddings)
    {
        if (!input.HasRank) return TensorShape.Unknown;
        var amounts = paddings.ConstantInts;
        return new TensorShape([.. input.Dimensions.Select((size, d) => size < 0 || amounts is null ? -1 : size + amounts[2 * d] + amounts[2 * d + 1])]);
    }

    /// <summary>Constant amounts as pairs.</summary>
    public static (int Before, int After)[] Pairs(GraphTensor paddings) => [.. paddings.ConstantInts!.Chunk(2).Select(p => (p[0], p[1]))];

    extension(GraphBuilder graph)
    {
        /// <summary>Amounts as a tensor of pairs.</summary>
        public GraphTensor Paddings(IReadOnlyList<(int Before, int After)> paddings) =>
            graph.Constant(TensorValue.Of(paddings.SelectMany(p => (int[])[p.Before, p.After]).ToArray(), paddings.Count, 2));

        /// <summary>The gradient without what was padded.</summary>
        public GraphTensor Unpadded(GradientArguments a)
        {
            var shape = a.Input(0).Shape;
            if (a.Input(1).ConstantInts is not { } amounts)
                return graph.Slice(a.Gradient, graph.Reshape(graph.Slice(a.Input(1), [0, 0], [-1, 1]), [-1]), graph.ShapeOf(a.Input(0)));
            int[] begin = [.. shape.Dimensions.Select((_, d) => amounts[2 * d])];
            return shape.Dimensions.Index().All(p => p.Item >= 0 || amounts[2 * p.Index + 1] == 0)
                ? graph.Slice(a.Gradient, begin, [.. shape.Dimensions])
                : graph.Slice(a.Gradient, graph.Constant(begin), graph.ShapeOf(a.Input(0)));
        }
    }
}
