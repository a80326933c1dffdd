using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Reshape.</summary>
[Writes(typeof(Reshape))]
internal sealed class ReshapeNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Reshape(site.Input, [.. site.BatchShape.Dimensions]);
}
