using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Normalization: (x - mean) / max(sqrt(variance), 1e-7), or the way back.</summary>
[Writes(typeof(Normalization))]
internal sealed class NormalizationNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer, rank) = (site.Graph, (Normalization)site.Layer, site.InputShape.Rank);
        var axes = layer.AxesIn(rank);
        int[] sizes = [1, .. Enumerable.Range(0, rank).Select(d => axes.Contains(d) ? site.InputShape[d] : 1)];
        GraphTensor Statistic(IReadOnlyList<double>? given, Weight? weight) => given is null
            ? graph.Reshape(site.Weight(weight), sizes)
            : graph.Constant(given.Count == 1 ? TensorValue.Scalar((float)given[0]) : TensorValue.Of(given.Select(v => (float)v).ToArray(), sizes));
        var mean = Statistic(layer.Mean, layer.MeanWeight);
        var deviation = graph.Maximum(graph.Sqrt(Statistic(layer.Variance, layer.VarianceWeight)), graph.Constant(1e-7f));
        return layer.Invert ? graph.AddV2(graph.Mul(site.Input, deviation), mean) : graph.RealDiv(graph.Sub(site.Input, mean), deviation);
    }
}
