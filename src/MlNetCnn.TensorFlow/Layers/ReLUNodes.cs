using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>
/// The layer ReLU. Without a negative slope it is a rectifier, which <see cref="Compute.GradientQuery.Relu"/> is about, whatever its ceiling and threshold: one Relu or Relu6 that all
/// gradients pass, scaled and moved as need be.
/// </summary>
[Writes(typeof(ReLU))]
internal sealed class ReLUNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer, x) = (site.Graph, (ReLU)site.Layer, site.Input);
        if (layer.NegativeSlope > 0) return Sloped(graph, layer, x);
        if (layer.Threshold == 0) return Rectify(graph, x, layer.MaxValue);
        var (above, threshold) = (graph.GreaterEqual(x, graph.Constant((float)layer.Threshold)), graph.Constant((float)layer.Threshold));
        var step = graph.Constant((float)Math.Min(layer.Threshold, layer.MaxValue ?? double.PositiveInfinity));
        var rest = Rectify(graph, graph.Sub(x, threshold), layer.MaxValue is { } max ? Math.Max(0, max - layer.Threshold) : null);
        return graph.AddV2(rest, graph.Mul(graph.Cast(above, DataType.Float), step));
    }

    private static GraphTensor Rectify(GraphBuilder graph, GraphTensor x, double? max)
    {
        // Nothing is left, and no gradient passes.
        if (max == 0) return graph.Minimum(graph.Relu(x), graph.Constant(0f));
        var scale = max is { } ceiling and not 6 ? (float)(6 / ceiling) : 1;
        var scaled = scale == 1 ? x : graph.Mul(x, graph.Constant(scale));
        var y = max is null ? graph.Relu(scaled) : graph.Relu6(scaled);
        y.Node.IsRectifier = true;
        return scale == 1 ? y : graph.Mul(y, graph.Constant((float)(max!.Value / 6)));
    }

    private static GraphTensor Sloped(GraphBuilder graph, ReLU layer, GraphTensor x)
    {
        var (threshold, slope) = (graph.Constant((float)layer.Threshold), (float)layer.NegativeSlope);
        var y = layer.Threshold == 0
            ? graph.LeakyRelu(x, slope)
            : graph.SelectV2(graph.GreaterEqual(x, threshold), x, graph.Mul(graph.Constant(slope), graph.Sub(x, threshold)));
        return layer.MaxValue is { } max ? graph.Minimum(y, graph.Constant((float)max)) : y;
    }
}
