using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer RandomContrast: in training clip((x - m) f + m) with m the channel's mean over the picture and f drawn for each picture.</summary>
[Writes(typeof(RandomContrast))]
internal sealed class RandomContrastNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (RandomContrast)site.Layer);
        if (!site.Training) return site.Input;
        var factor = site.Draw("random_contrast", layer.Seed, [1, 1, 1], Fill, sizes => graph.Uniform(sizes, 1 - layer.Lower, 1 + layer.Upper, layer.Seed));
        var mean = graph.Mean(site.Input, [1, 2], keepDims: true);
        return graph.Clip(graph.AddV2(graph.Mul(graph.Sub(site.Input, mean), factor), mean), (float)layer.ValueRange.Lower, (float)layer.ValueRange.Upper);

        void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            for (var picture = 0; picture < batch; picture++) values[picture] = RandomContrastOperation.Draw(layer, noise, picture);
        }
    }
}
