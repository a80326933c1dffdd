using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Conv2D. Groups are convolutions apart: TensorFlow's CPU and TensorFlow.js have no others; one filter or several per channel are a depthwise one.</summary>
[Writes(typeof(Conv2D))]
internal sealed class Conv2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (Conv2D)site.Layer);
        var y = layer.Groups > 1 && layer.Groups == site.InputShape[^1]
            ? graph.Depthwise(
                site.Input, site.InputShape, graph.Reshape(site.Weight(layer.Kernel), [layer.KernelSize.Height, layer.KernelSize.Width, layer.Groups, layer.Filters / layer.Groups]), layer.Strides, layer.Padding, layer.DilationRate)
            : Groups(site, layer);
        return layer.UseBias ? graph.BiasAdd(y, site.Weight(layer.Bias)) : y;
    }

    private static GraphTensor Groups(LayerSite site, Conv2D layer)
    {
        var (graph, kernel) = (site.Graph, site.Weight(layer.Kernel));
        GraphTensor One(GraphTensor x, GraphTensor filter) =>
            graph.Conv2D(x, filter, [1, layer.Strides.Height, layer.Strides.Width, 1], layer.Padding.ToTensorFlow(), dilations: [1, layer.DilationRate.Height, layer.DilationRate.Width, 1]);
        if (layer.Groups == 1) return One(site.Input, kernel);
        var inputs = graph.Split(site.Input, 3, layer.Groups);
        var filters = graph.Split(kernel, 3, layer.Groups);
        return graph.ConcatV2([.. inputs.Zip(filters, One)], 3);
    }
}
