using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer GaussianDropout: in training each value times a normal number of mean 1.</summary>
[Writes(typeof(GaussianDropout))]
internal sealed class GaussianDropoutNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (GaussianDropout)site.Layer);
        if (!site.Training || layer.Rate == 0) return site.Input;
        var deviation = GaussianDropoutOperation.Deviation(layer.Rate);
        return graph.Mul(site.Input, site.Draw("gaussian_dropout", layer.Seed, site.InputShape, Fill, sizes => graph.AddV2(graph.Mul(graph.Normals(sizes, layer.Seed), graph.Constant(deviation)), graph.Constant(1f))));

        unsafe void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            fixed (float* target = values) GaussianDropoutOperation.Draw(noise, 1, deviation, 0, values.Length, target);
        }
    }
}
