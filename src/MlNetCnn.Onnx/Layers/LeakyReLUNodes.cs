using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer LeakyReLU.</summary>
[Writes(typeof(LeakyReLU))]
internal sealed class LeakyReLUNodes : LayerNodes<LeakyReLU>
{
    protected override Laid Write(LayerSite site, LeakyReLU layer)
    {
        var input = site.Any();
        return input with { Name = site.Emit("LeakyRelu", [input.Name], new AttributeProto.Float("alpha", (float)layer.NegativeSlope)) };
    }
}
