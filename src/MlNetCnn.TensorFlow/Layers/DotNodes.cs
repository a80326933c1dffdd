using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Dot: sums of products along one axis of each of two inputs, as a product of matrices.</summary>
[Writes(typeof(Dot))]
internal sealed class DotNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (Dot)site.Layer);
        var (first, second) = layer.AxesIn(site.InputShapes);
        var (a, b) = (Rows(site, layer, 0, first), Rows(site, layer, 1, second));
        return graph.Reshape(graph.BatchMatMulV2(a, b, adjX: false, adjY: true), [.. site.BatchShape.Dimensions]);
    }

    /// <summary>The vectors along an axis, as the rows of a matrix for each element.</summary>
    private static GraphTensor Rows(LayerSite site, Dot layer, int input, int axis)
    {
        var (graph, x, shape) = (site.Graph, site.Inputs[input], site.InputShapes[input]);
        if (axis != shape.Rank - 1) x = graph.Transpose(x, [0, .. Enumerable.Range(0, shape.Rank).Where(d => d != axis).Select(d => d + 1), axis + 1]);
        var rows = graph.Reshape(x, [-1, (int)(shape.Count / shape[axis]), shape[axis]]);
        return layer.Normalize ? graph.Mul(rows, graph.InverseNorm(rows, [2])) : rows;
    }
}
