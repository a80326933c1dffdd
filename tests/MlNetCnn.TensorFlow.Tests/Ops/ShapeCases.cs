using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>Operations that move, join, cut, repeat and sum.</summary>
internal static class ShapeCases
{
    private static readonly (string Name, Func<GraphBuilder, GraphTensor, int[], bool, GraphTensor> Build)[] Reductions =
    [
        ("Sum", (g, x, axes, keep) => g.Sum(x, axes, keep)), ("Mean", (g, x, axes, keep) => g.Mean(x, axes, keep)), ("Max", (g, x, axes, keep) => g.Max(x, axes, keep)),
        ("Min", (g, x, axes, keep) => g.Min(x, axes, keep)), ("Prod", (g, x, axes, keep) => g.Prod(x, axes, keep)),
    ];

    public static IEnumerable<GradientCase> All =>
    [
        .. Reductions.SelectMany(op => ((int[][])[[0], [1, 2], [-1], [0, 1, 2], [2, 0]]).SelectMany(axes => ((bool[])[false, true]).Select(keep =>
            new GradientCase($"{op.Name} along {string.Join(",", axes)}{(keep ? " kept" : "")}", [[2, 3, 2]], (g, x) => op.Build(g, x[0], axes, keep))))),
        new("Mean of a net's pictures", [[2, 3, 2, 2]], (g, x) => g.Mean(x[0], [1, 2])),
        new("Reshape", [[2, 3, 2]], (g, x) => g.Reshape(g.Square(x[0]), -1, 6)),
        new("Reshape by a tensor", [[2, 3, 2]], (g, x) => g.Reshape(x[0], g.Pack([g.SizeOf(x[0], 0), g.Constant(2), g.Constant(3)]))),
        new("Reshape of two unknown", [[2, 3, 2], [2, 6]], (g, x) => g.Mul(g.Reshape(x[0], -1, 6), x[1])),
        new("ExpandDims", [[2, 3]], (g, x) => g.ExpandDims(x[0], -1)), new("ExpandDims before", [[2, 3]], (g, x) => g.ExpandDims(x[0], 1)),
        new("Squeeze", [[2, 1, 3, 1]], (g, x) => g.Squeeze(x[0], [1, -1])),
        new("Pack", [[2, 3], [2, 3]], (g, x) => g.Pack([x[0], x[1]], 1)), new("Pack last", [[2, 3], [2, 3]], (g, x) => g.Pack([x[0], x[1]], -1)),
        new("Unpack", [[2, 3, 2]], (g, x) => g.Mul(g.Unpack(x[0], 3, 1)[0], g.Unpack(x[0], 3, 1)[2])), new("Unpack, one unused", [[2, 2]], (g, x) => g.Square(g.Unpack(x[0], 2, -1)[1])),
        new("ConcatV2", [[2, 3, 1], [2, 3, 2]], (g, x) => g.ConcatV2([x[0], g.Square(x[1])], -1)), new("ConcatV2 of batches", [[2, 3], [1, 3], [3, 3]], (g, x) => g.ConcatV2(x, 0)),
        new("Slice", [[2, 4, 3]], (g, x) => g.Slice(x[0], [0, 1, 0], [-1, 2, 2])), new("Slice of a batch", [[4, 3]], (g, x) => g.Slice(x[0], [1, 0], [2, -1])),
        new("Slice to the end", [[2, 4]], (g, x) => g.Slice(x[0], [0, 1], [-1, -1])),
        new("StridedSlice", [[2, 5, 4]], (g, x) => g.StridedSlice(x[0], [0, 1, -1], [0, 5, 0], [1, 2, -2], beginMask: 1, endMask: 1)),
        new("StridedSlice, shrunk", [[2, 3, 4]], (g, x) => g.StridedSlice(x[0], [0, 1, 0], [0, 2, 0], [1, 1, 1], beginMask: 5, endMask: 5, shrinkAxisMask: 2)),
        new("StridedSlice, new axis and the rest", [[2, 3, 4]], (g, x) => g.StridedSlice(x[0], [0, 0, 1], [0, 0, 3], [1, 1, 1], ellipsisMask: 1, newAxisMask: 2)),
        new("StridedSlice of a batch", [[4, 2]], (g, x) => g.StridedSlice(x[0], [-1], [0], [-1], endMask: 1)),
        new("Pad", [[2, 2, 3]], (g, x) => g.Pad(x[0], [(0, 0), (1, 2), (0, 1)])), new("Pad of a batch", [[2, 3]], (g, x) => g.Pad(x[0], [(1, 1), (0, 0)])),
        new("PadV2", [[2, 3], []], (g, x) => g.PadV2(x[0], [(0, 0), (2, 1)], x[1])),
        new("MirrorPad REFLECT", [[2, 3, 3]], (g, x) => g.MirrorPad(x[0], [(0, 0), (1, 2), (2, 0)], "REFLECT")), new("MirrorPad SYMMETRIC", [[2, 3, 2]], (g, x) => g.MirrorPad(x[0], [(0, 0), (3, 1), (0, 2)], "SYMMETRIC")),
        new("Transpose", [[2, 3, 2]], (g, x) => g.Transpose(g.Square(x[0]), [0, 2, 1])), new("Transpose of three", [[2, 3, 4]], (g, x) => g.Transpose(x[0], [2, 0, 1])),
        new("Fill", [[]], (g, x) => g.Fill(g.Constant(2, 3), x[0])),
        new("BroadcastTo", [[2, 1, 3]], (g, x) => g.BroadcastTo(x[0], 2, 4, 3)) { Unknown = [] }, new("BroadcastTo of a row", [[3]], (g, x) => g.BroadcastTo(x[0], 2, 3)) { Unknown = [] },
        new("BroadcastTo what is fed", [[2, 3], [2, 1]], (g, x) => g.Mul(x[0], g.BroadcastTo(x[1], g.Shape(x[0])))),
        new("Tile", [[2, 3]], (g, x) => g.Tile(x[0], [1, 2])), new("Tile of a batch", [[2, 3, 2]], (g, x) => g.Tile(x[0], [2, 1, 3])), new("Tile once", [[2, 3]], (g, x) => g.Tile(x[0], [1, 1])),
        new("Split", [[2, 3, 4]], (g, x) => g.AddN([g.Square(g.Split(x[0], -1, 2)[0]), g.Split(x[0], -1, 2)[1]])), new("Split, one unused", [[2, 6]], (g, x) => g.Split(x[0], 1, 3)[1]),
        new("GatherV2", [[4, 3]], (g, x) => g.GatherV2(x[0], g.Constant(3, 1, 1), 0)), new("GatherV2 of columns", [[2, 4, 2]], (g, x) => g.GatherV2(x[0], g.Constant(2, 0, 2), 1)),
        new("GatherV2 of each row's", [[3, 4]], (g, x) => g.GatherV2(x[0], g.Constant(2, 0, 3), 1, batchDims: 1)), new("GatherV2 of one", [[2, 4]], (g, x) => g.GatherV2(x[0], g.Constant(2), 1)),
        new("ReverseV2", [[2, 3, 2]], (g, x) => g.ReverseV2(x[0], [1, -1])),
        new("Cumsum", [[2, 4]], (g, x) => g.Cumsum(x[0], -1)), new("Cumsum, exclusive and reverse", [[2, 4]], (g, x) => g.Cumsum(x[0], 1, exclusive: true, reverse: true)),
        new("TopKV2", [[2, 5]], (g, x) => g.TopKV2(g.Exp(x[0]), 3).Outputs[0]),
        new("OneHot by ArgMax", [[2, 4]], (g, x) => g.Mul(x[0], g.OneHot(g.ArgMax(x[0], 1), 4))),
        new("Range and Equal", [[2, 4]], (g, x) => g.Mul(x[0], g.Cast(g.NotEqual(g.Range(0, 4), g.Constant(2)), DataType.Float))),
        new("StopGradient", [[2, 3]], (g, x) => g.Mul(x[0], g.StopGradient(g.Sign(x[0])))),
        new("Prod of a zero", [[2, 3]], (g, x) => g.Prod(g.Relu(x[0]), [1])),
    ];
}
