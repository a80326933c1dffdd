using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Dropout: in training each value, or all that share a place of the mask, times a factor that is 0 with the probability rate and else 1 / (1 - rate).</summary>
[Writes(typeof(Dropout))]
internal sealed class DropoutNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (Dropout)site.Layer);
        if (!site.Training || layer.Rate == 0) return site.Input;
        Shape mask = layer.NoiseShape is { } shape ? [.. site.InputShape.Select((size, d) => shape[d + 1] == 1 ? 1 : size)] : site.InputShape;
        var factors = site.Draw("dropout", layer.Seed, mask, Fill, sizes => graph.DropoutFactors(sizes, layer.Rate, layer.Seed), sharesBatch: layer.NoiseShape is [1, ..]);
        return graph.Mul(site.Input, factors);

        unsafe void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            if (layer.NoiseShape is not null) DropoutFactors.DrawPlaces(noise, layer.Rate, values);
            else fixed (float* target = values) DropoutFactors.Draw(noise, layer.Rate, 0, values.Length, target);
        }
    }
}
