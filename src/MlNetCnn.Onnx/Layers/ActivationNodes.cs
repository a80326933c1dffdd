using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Activation: its function alone, which is written after it.</summary>
[Writes(typeof(Activation))]
internal sealed class ActivationNodes : LayerNodes
{
    public override Laid Write(LayerSite site) => site.Any();
}
