using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Minimum.</summary>
[Writes(typeof(Minimum))]
internal sealed class MinimumNodes : MergeNodes
{
    public override GraphTensor Write(LayerSite site) => Chain(site, site.Graph.Minimum);
}
