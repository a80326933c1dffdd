using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer SpatialDropout2D: in training each channel of each picture is 0 with the probability rate and else divided by 1 - rate.</summary>
[Writes(typeof(SpatialDropout2D))]
internal sealed class SpatialDropout2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (SpatialDropout2D)site.Layer);
        if (!site.Training || layer.Rate == 0) return site.Input;
        return graph.Mul(site.Input, site.Draw(
            "spatial_dropout2d", layer.Seed, [1, 1, site.InputShape[2]], (noise, _, values) => DropoutFactors.DrawPlaces(noise, layer.Rate, values), sizes => graph.DropoutFactors(sizes, layer.Rate, layer.Seed)));
    }
}
