using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer UnitNormalization: x / |x|, of norms not below 1e-12.</summary>
[Writes(typeof(UnitNormalization))]
internal sealed class UnitNormalizationNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, x) = (site.Graph, site.Input);
        int[] axes = [.. ((UnitNormalization)site.Layer).AxesIn(site.InputShape.Rank).Select(d => d + 1)];
        return graph.Mul(x, graph.InverseNorm(x, axes));
    }
}
