using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Identity.</summary>
[Writes(typeof(Identity))]
internal sealed class IdentityNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Input;
}
