using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Dense, along the last axis.</summary>
[Writes(typeof(Dense))]
internal sealed class DenseNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer, flat) = (site.Graph, (Dense)site.Layer, site.InputShape.Rank == 1);
        var rows = flat ? site.Input : graph.Reshape(site.Input, [-1, site.InputShape[^1]]);
        var y = graph.MatMul(rows, site.Weight(layer.Kernel));
        if (layer.UseBias) y = graph.BiasAdd(y, site.Weight(layer.Bias));
        return flat ? y : graph.Reshape(y, [.. site.BatchShape.Dimensions]);
    }
}
