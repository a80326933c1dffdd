using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Flatten: channels last in any case, as Keras does it.</summary>
[Writes(typeof(Flatten))]
internal sealed class FlattenNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Reshape(site.Input, [.. site.BatchShape.Dimensions]);
}
