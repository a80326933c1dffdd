using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Maximum.</summary>
[Writes(typeof(Maximum))]
internal sealed class MaximumNodes : MergeNodes
{
    public override GraphTensor Write(LayerSite site) => Chain(site, site.Graph.Maximum);
}
