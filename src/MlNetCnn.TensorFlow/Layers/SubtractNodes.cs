using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Subtract, of two inputs.</summary>
[Writes(typeof(Subtract))]
internal sealed class SubtractNodes : MergeNodes
{
    public override GraphTensor Write(LayerSite site) => Chain(site, site.Graph.Sub);
}
