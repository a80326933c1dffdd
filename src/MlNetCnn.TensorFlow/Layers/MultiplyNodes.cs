using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Multiply.</summary>
[Writes(typeof(Multiply))]
internal sealed class MultiplyNodes : MergeNodes
{
    public override GraphTensor Write(LayerSite site) => Chain(site, site.Graph.Mul);
}
