using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Rescaling: x * scale + offset, with one number for all or one for each index of the last axis.</summary>
[Writes(typeof(Rescaling))]
internal sealed class RescalingNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (Rescaling)site.Layer);
        GraphTensor Constant(IReadOnlyList<double> values) =>
            values.Count == 1 ? graph.Constant((float)values[0]) : graph.Constant(TensorValue.Of(values.Select(v => (float)v).ToArray(), values.Count));
        return graph.AddV2(graph.Mul(site.Input, Constant(layer.Scales)), Constant(layer.Offsets));
    }
}
