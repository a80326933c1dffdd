using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer PReLU: relu(x) - alpha relu(-x), as Keras has it, so that no gradient passes at 0.</summary>
[Writes(typeof(PReLU))]
internal sealed class PReLUNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, x) = (site.Graph, site.Input);
        return graph.Sub(graph.Relu(x), graph.Mul(site.Weight(((PReLU)site.Layer).Alpha), graph.Relu(graph.Neg(x))));
    }
}
