using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Softmax, over any axis.</summary>
[Writes(typeof(Softmax))]
internal sealed class SoftmaxNodes : LayerNodes<Softmax>
{
    public override bool IncludesActivation => true;

    protected override Laid Write(LayerSite site, Softmax layer)
    {
        var input = site.Any();
        return input with { Name = site.Emit("Softmax", [input.Name], new AttributeProto.Int("axis", input.AxisOf(layer.AxisIn(site.Input.Rank)))) };
    }
}
