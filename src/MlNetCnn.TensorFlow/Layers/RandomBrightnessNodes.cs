using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer RandomBrightness: in training clip(x + d) with d drawn for each picture.</summary>
[Writes(typeof(RandomBrightness))]
internal sealed class RandomBrightnessNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (RandomBrightness)site.Layer);
        if (!site.Training) return site.Input;
        var span = layer.ValueRange.Upper - layer.ValueRange.Lower;
        var added = site.Draw("random_brightness", layer.Seed, [1, 1, 1], Fill, sizes => graph.Uniform(sizes, layer.Factor.Lower * span, layer.Factor.Upper * span, layer.Seed));
        return graph.Clip(graph.AddV2(site.Input, added), (float)layer.ValueRange.Lower, (float)layer.ValueRange.Upper);

        void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            for (var picture = 0; picture < batch; picture++) values[picture] = RandomBrightnessOperation.Draw(layer, noise, picture);
        }
    }
}
