using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer GroupNormalization, channels last: each group of channels over all positions by its own mean and biased variance, then gamma and beta for each channel.</summary>
[Writes(typeof(GroupNormalization))]
internal sealed class GroupNormalizationNodes : SliceNormalizationNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer, channels) = (site.Graph, (GroupNormalization)site.Layer, site.InputShape[^1]);
        var groups = layer.Groups > 0 ? layer.Groups : channels;
        var apart = graph.Reshape(site.Input, [-1, (int)(site.InputShape.Count / channels), groups, channels / groups]);
        return Scale(site, graph.Reshape(Normalize(graph, apart, [1, 3], layer.Epsilon), [.. site.BatchShape.Dimensions]), null);
    }
}
