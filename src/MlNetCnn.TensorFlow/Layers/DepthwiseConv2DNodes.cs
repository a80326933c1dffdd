using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer DepthwiseConv2D.</summary>
[Writes(typeof(DepthwiseConv2D))]
internal sealed class DepthwiseConv2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (DepthwiseConv2D)site.Layer);
        var y = graph.Depthwise(site.Input, site.InputShape, site.Weight(layer.Kernel), layer.Strides, layer.Padding, layer.DilationRate);
        return layer.UseBias ? graph.BiasAdd(y, site.Weight(layer.Bias)) : y;
    }
}
