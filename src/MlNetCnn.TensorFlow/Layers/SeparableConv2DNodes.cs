using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer SeparableConv2D: every channel by itself, then one of 1x1 over all of these.</summary>
[Writes(typeof(SeparableConv2D))]
internal sealed class SeparableConv2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (SeparableConv2D)site.Layer);
        var between = graph.Depthwise(site.Input, site.InputShape, site.Weight(layer.DepthwiseKernel), layer.Strides, layer.Padding, layer.DilationRate);
        var y = graph.Conv2D(between, site.Weight(layer.PointwiseKernel), [1, 1, 1, 1], "VALID");
        return layer.UseBias ? graph.BiasAdd(y, site.Weight(layer.Bias)) : y;
    }
}
