using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>Operations that layers and losses are made of.</summary>
internal static class LayerCases
{
    private static readonly int[] Around = [0, 0, 1, 2, 0, 1, 0, 0];

    public static IEnumerable<GradientCase> All =>
    [
        new("Conv2D SAME", [[2, 4, 3, 2], [3, 2, 2, 2]], (g, x) => g.Conv2D(x[0], x[1], [1, 1], "SAME")) { Unknown = [0] },
        new("Conv2D VALID, strides", [[2, 5, 4, 1], [2, 2, 1, 2]], (g, x) => g.Conv2D(x[0], x[1], [2, 1], "VALID")) { Unknown = [0] },
        new("Conv2D SAME, strides", [[1, 5, 4, 1], [3, 2, 1, 2]], (g, x) => g.Conv2D(x[0], x[1], [1, 2, 2, 1], "SAME")) { Unknown = [0] },
        new("Conv2D EXPLICIT", [[1, 4, 3, 2], [3, 2, 2, 1]], (g, x) => g.Conv2D(x[0], x[1], [2, 1], "EXPLICIT", Around)) { Unknown = [0] },
        new("Conv2D dilated SAME", [[2, 5, 4, 1], [3, 2, 1, 2]], (g, x) => g.Conv2D(x[0], x[1], [1, 1], "SAME", dilations: [2, 2])) { Unknown = [0] },
        new("Conv2D dilated VALID", [[1, 6, 5, 1], [2, 2, 1, 1]], (g, x) => g.Conv2D(x[0], x[1], [1, 1], "VALID", dilations: [2, 3])) { Unknown = [0] },
        new("Conv2D dilated EXPLICIT", [[1, 4, 4, 1], [2, 2, 1, 2]], (g, x) => g.Conv2D(x[0], x[1], [1, 1], "EXPLICIT", Around, [3, 2])) { Unknown = [0] },
        new("Conv2DBackpropInput", [[2, 3, 2, 2], [3, 3, 1, 2]], (g, x) => g.Conv2DBackpropInput(Sizes(g, x[0], 5, 4, 1), x[1], x[0], [2, 2], "SAME")) { Unknown = [0] },
        new("Conv2DBackpropInput VALID", [[1, 2, 3, 1], [2, 3, 2, 1]], (g, x) => g.Conv2DBackpropInput(Sizes(g, x[0], 3, 5, 2), x[1], x[0], [1, 1], "VALID")) { Unknown = [0] },
        new("Conv2DBackpropInput dilated", [[2, 4, 3, 1], [2, 2, 2, 1]], (g, x) => g.Conv2DBackpropInput(Sizes(g, x[0], 6, 5, 2), x[1], x[0], [1, 1], "VALID", dilations: [2, 2])) { Unknown = [0] },
        new("DepthwiseConv2dNative", [[2, 4, 3, 2], [2, 2, 2, 2]], (g, x) => g.DepthwiseConv2dNative(x[0], x[1], [1, 1], "SAME")) { Unknown = [0] },
        new("DepthwiseConv2dNative, strides", [[1, 5, 5, 2], [3, 3, 2, 1]], (g, x) => g.DepthwiseConv2dNative(x[0], x[1], [2, 2], "VALID")) { Unknown = [0] },
        new("DepthwiseConv2dNative dilated", [[2, 5, 3, 2], [2, 3, 2, 1]], (g, x) => g.DepthwiseConv2dNative(x[0], x[1], [1, 1], "SAME", dilations: [2, 2])) { Unknown = [0] },
        new("DepthwiseConv2dNativeBackpropInput", [[2, 3, 2, 2], [2, 2, 1, 2]], (g, x) => g.DepthwiseConv2dNativeBackpropInput(Sizes(g, x[0], 3, 2, 1), x[1], x[0], [1, 1], "SAME")) { Unknown = [0] },
        new("SpaceToBatchND", [[2, 3, 4, 2]], (g, x) => g.SpaceToBatchND(x[0], [2, 3], [(1, 0), (0, 2)])),
        new("BatchToSpaceND", [[8, 2, 2, 1]], (g, x) => g.BatchToSpaceND(x[0], [2, 2], [(1, 0), (0, 2)])),
        new("BiasAdd", [[2, 3, 2, 2], [2]], (g, x) => g.BiasAdd(x[0], x[1])) { Unknown = [0] }, new("BiasAdd of rows", [[2, 3], [3]], (g, x) => g.BiasAdd(x[0], x[1])) { Unknown = [0] },
        new("MaxPool", [[2, 4, 5, 2]], (g, x) => g.MaxPool(x[0], [2, 2], [2, 2], "VALID")), new("MaxPool SAME", [[1, 5, 4, 1]], (g, x) => g.MaxPool(x[0], [3, 2], [2, 1], "SAME")),
        new("AvgPool", [[2, 4, 5, 2]], (g, x) => g.AvgPool(x[0], [2, 2], [2, 2], "VALID")), new("AvgPool SAME", [[1, 5, 4, 1]], (g, x) => g.AvgPool(x[0], [1, 3, 3, 1], [1, 2, 2, 1], "SAME")),
        new("FusedBatchNormV3", [[2, 2, 3, 2], [2], [2]], (g, x) => Together(g, x[0], g.FusedBatchNormV3(x[0], x[1], x[2], Row(g, 0.3f, -0.2f), Row(g, 0.5f, 2), 1e-3f, isTraining: false)))
        {
            Unknown = [0],
        },
        new("FusedBatchNormV3, training", [[2, 2, 3, 2], [2], [2]], (g, x) => Together(g, x[0], g.FusedBatchNormV3(x[0], x[1], x[2], Empty(g), Empty(g), 1e-2f))) { Unknown = [0] },
        .. ((bool[])[false, true]).SelectMany(left => ((bool[])[false, true]).Select(right => new GradientCase(
            $"MatMul {left} {right}", [left ? [3, 2] : [2, 3], right ? [4, 3] : [3, 4]], (g, x) => g.MatMul(x[0], x[1], left, right)) { Unknown = [0] })),
        .. ((bool[])[false, true]).SelectMany(left => ((bool[])[false, true]).Select(right => new GradientCase(
            $"BatchMatMulV2 {left} {right}", [left ? [2, 3, 2] : [2, 2, 3], right ? [1, 2, 3] : [1, 3, 2]], (g, x) => g.BatchMatMulV2(x[0], x[1], left, right)) { Unknown = [0] })),
        new("SoftmaxCrossEntropyWithLogits", [[2, 3], [2, 3]], (g, x) => g.SoftmaxCrossEntropyWithLogits(x[0], g.Softmax(x[1])).Outputs[0]),
        new("SparseSoftmaxCrossEntropyWithLogits", [[2, 3]], (g, x) => g.SparseSoftmaxCrossEntropyWithLogits(x[0], g.Constant(2, 0)).Outputs[0]),
        new("ResizeBilinear", [[2, 3, 2, 1]], (g, x) => g.ResizeBilinear(x[0], 5, 4)), new("ResizeBilinear, smaller", [[1, 4, 5, 1]], (g, x) => g.ResizeBilinear(x[0], 2, 3, halfPixelCenters: false)),
        new("ResizeNearestNeighbor", [[2, 3, 2, 1]], (g, x) => g.ResizeNearestNeighbor(x[0], 6, 5)),
    ];

    private static GraphTensor Sizes(GraphBuilder graph, GraphTensor like, int height, int width, int channels) =>
        like.Shape[0] >= 0
            ? graph.Constant(like.Shape[0], height, width, channels)
            : graph.Pack([graph.SizeOf(like, 0), graph.Constant(height), graph.Constant(width), graph.Constant(channels)]);

    private static GraphTensor Row(GraphBuilder graph, params float[] values) => graph.Constant(TensorValue.Of(values, values.Length));

    private static GraphTensor Empty(GraphBuilder graph) => graph.Constant(TensorValue.Of(Array.Empty<float>(), 0));

    // Not y alone, whose sum over a channel does not depend on x in training.
    private static GraphTensor Together(GraphBuilder graph, GraphTensor x, GraphNode node) => graph.Mul(graph.Tanh(node.Outputs[0]), x);
}
