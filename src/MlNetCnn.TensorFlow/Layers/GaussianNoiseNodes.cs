using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer GaussianNoise: in training each value plus a normal number of mean 0.</summary>
[Writes(typeof(GaussianNoise))]
internal sealed class GaussianNoiseNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (GaussianNoise)site.Layer);
        if (!site.Training || layer.Stddev == 0) return site.Input;
        var deviation = (float)layer.Stddev;
        return graph.AddV2(site.Input, site.Draw("gaussian_noise", layer.Seed, site.InputShape, Fill, sizes => graph.Mul(graph.Normals(sizes, layer.Seed), graph.Constant(deviation))));

        unsafe void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            fixed (float* target = values) GaussianDropoutOperation.Draw(noise, 0, deviation, 0, values.Length, target);
        }
    }
}
