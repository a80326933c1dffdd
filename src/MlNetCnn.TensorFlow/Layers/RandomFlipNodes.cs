using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer RandomFlip: in training each picture is mirrored with the probability 1/2.</summary>
[Writes(typeof(RandomFlip))]
internal sealed class RandomFlipNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (RandomFlip)site.Layer);
        if (!site.Training) return site.Input;
        var flips = site.Draw("random_flip", layer.Seed, [1, 1, 1], Fill, sizes => graph.Cast(graph.Less(graph.Fractions(sizes, layer.Seed), graph.Constant(0.5f)), DataType.Float));
        int[] axes = layer.Mode switch { FlipMode.Horizontal => [2], FlipMode.Vertical => [1], _ => [1, 2] };
        return graph.SelectV2(graph.Greater(flips, graph.Constant(0.5f)), graph.ReverseV2(site.Input, axes), site.Input);

        void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            for (var picture = 0; picture < batch; picture++) values[picture] = RandomFlipOperation.Flips(noise, picture) ? 1 : 0;
        }
    }
}
