using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer LayerNormalization: each element by its own mean and biased variance along the axes, then gamma and beta for each place along them.</summary>
[Writes(typeof(LayerNormalization))]
internal sealed class LayerNormalizationNodes : SliceNormalizationNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (layer, rank) = ((LayerNormalization)site.Layer, site.InputShape.Rank);
        var axes = layer.AxesIn(rank);
        // Weights lie along the axes; where these are the last ones, they fit as they are.
        int[]? sizes = axes.SequenceEqual(Enumerable.Range(rank - axes.Count, axes.Count)) ? null : [1, .. Enumerable.Range(0, rank).Select(d => axes.Contains(d) ? site.InputShape[d] : 1)];
        return Scale(site, Normalize(site.Graph, site.Input, [.. axes.Select(d => d + 1)], layer.Epsilon), sizes);
    }
}
