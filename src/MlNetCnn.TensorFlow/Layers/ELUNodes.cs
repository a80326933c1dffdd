using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer ELU: x for x > 0, else alpha (exp(x) - 1).</summary>
[Writes(typeof(ELU))]
internal sealed class ELUNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, alpha, y) = (site.Graph, (float)((ELU)site.Layer).Alpha, site.Graph.Elu(site.Input));
        return alpha == 1 ? y : graph.SelectV2(graph.Greater(site.Input, graph.Constant(0f)), y, graph.Mul(graph.Constant(alpha), y));
    }
}
