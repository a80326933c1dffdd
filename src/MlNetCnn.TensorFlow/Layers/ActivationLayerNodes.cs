using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Activation: what it is about is added by <see cref="ModelNodes"/>.</summary>
[Writes(typeof(Activation))]
internal sealed class ActivationLayerNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Input;
}
