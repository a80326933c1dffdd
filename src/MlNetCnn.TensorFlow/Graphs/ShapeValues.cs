using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Shapes as tensors: what a tensor of sizes will hold as far as that is known before a run, and sizes of tensors as tensors.</summary>
internal static class ShapeValues
{
    extension(GraphTensor tensor)
    {
        /// <summary>The values of a constant row of int32; null where it is none.</summary>
        public int[]? ConstantInts => tensor.Node is { Op: "Const" } node && ((AttrValue.Tensor)node.Attributes["value"]).Value is { Type: DataType.Int32 } value ? value.Ints : null;

        /// <summary>The sizes that a row of int32 holds: -1 for those unknown before a run; null where not even their number is known.</summary>
        public IReadOnlyList<int>? KnownSizes => tensor.Node.Op switch
        {
            "Const" => tensor.ConstantInts,
            "Shape" => tensor.Node.Inputs[0].Shape is { HasRank: true } shape ? shape.Dimensions : null,
            "Pack" => [.. tensor.Node.Inputs.Select(i => i.KnownSizes is [var size] ? size : -1)],
            "ConcatV2" => Joined([.. tensor.Node.Inputs.SkipLast(1).Select(i => i.KnownSizes)]),
            "StridedSlice" => Part(tensor.Node),
            _ => tensor.Shape is { HasRank: true, Rank: <= 1, IsKnown: true } unknown ? [.. Enumerable.Repeat(-1, (int)unknown.Count)] : null,
        };

        /// <summary>The shape that a row of int32 describes.</summary>
        public TensorShape AsShape => tensor.KnownSizes is { } sizes ? new TensorShape([.. sizes.Select(s => Math.Max(s, -1))]) : TensorShape.Unknown;
    }

    extension(GraphBuilder graph)
    {
        /// <summary>A tensor's shape as a tensor: a constant where it is known.</summary>
        public GraphTensor ShapeOf(GraphTensor x) => x.Shape.IsKnown ? graph.Constant([.. x.Shape.Dimensions]) : graph.Shape(x);

        /// <summary>A tensor in the shape of another that has as many values.</summary>
        public GraphTensor ReshapeLike(GraphTensor x, GraphTensor like) =>
            like.Shape.HasRank && like.Shape.Dimensions.Count(d => d < 0) <= 1 ? graph.Reshape(x, [.. like.Shape.Dimensions]) : graph.Reshape(x, graph.Shape(like));

        /// <summary>A tensor in a shape of which one dimension at most is unknown, unless it has it already.</summary>
        public GraphTensor Reshaped(GraphTensor x, TensorShape shape) => x.Shape.Equals(shape) ? x : graph.Reshape(x, [.. shape.Dimensions]);
    }

    private static List<int>? Joined(IReadOnlyList<int>?[] parts) => parts.Contains(null) ? null : [.. parts.SelectMany(p => p!)];

    private static IReadOnlyList<int>? Part(GraphNode node)
    {
        if (node.Inputs[0].KnownSizes is not { } sizes) return null;
        var (begin, end, strides) = (node.Inputs[1].ConstantInts, node.Inputs[2].ConstantInts, node.Inputs[3].ConstantInts);
        if (begin is not [var first] || end is not [var last] || strides is not [1]) return null;
        bool Set(string mask) => ((AttrValue.Int)node.Attributes[mask]).Value == 1;
        if (Set("ellipsis_mask") || Set("new_axis_mask")) return null;
        int From(int index) => Math.Clamp(index < 0 ? index + sizes.Count : index, 0, sizes.Count);
        if (Set("shrink_axis_mask")) return [sizes[From(first)]];
        var (start, stop) = (Set("begin_mask") ? 0 : From(first), Set("end_mask") ? sizes.Count : From(last));
        return [.. sizes.Skip(start).Take(Math.Max(0, stop - start))];
    }
}
