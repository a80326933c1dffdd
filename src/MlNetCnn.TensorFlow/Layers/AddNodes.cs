using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Add.</summary>
[Writes(typeof(Add))]
internal sealed class AddNodes : MergeNodes
{
    public override GraphTensor Write(LayerSite site) => Chain(site, site.Graph.AddV2);
}
