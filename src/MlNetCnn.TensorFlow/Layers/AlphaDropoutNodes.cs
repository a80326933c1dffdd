using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer AlphaDropout: in training a x + b, or what stands where x was dropped.</summary>
[Writes(typeof(AlphaDropout))]
internal sealed class AlphaDropoutNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (AlphaDropout)site.Layer);
        if (!site.Training || layer.Rate == 0) return site.Input;
        var (factor, shift, dropped) = AlphaDropoutOperation.Line(layer.Rate);
        var stays = site.Draw("alpha_dropout", layer.Seed, site.InputShape, Fill, sizes => graph.Cast(
            graph.GreaterEqual(graph.Fractions(sizes, layer.Seed), graph.Constant((float)layer.Rate)), DataType.Float));
        var line = graph.AddV2(graph.Mul(graph.Constant(factor), site.Input), graph.Constant(shift));
        return graph.SelectV2(graph.Greater(stays, graph.Constant(0.5f)), line, graph.Constant(dropped));

        void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            var limit = DropoutFactors.Limit(layer.Rate);
            for (var i = 0; i < values.Length; i++) values[i] = AlphaDropoutOperation.Stays(noise, limit, i) ? 1 : 0;
        }
    }
}
