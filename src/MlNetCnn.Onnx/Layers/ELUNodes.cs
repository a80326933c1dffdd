using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer ELU.</summary>
[Writes(typeof(ELU))]
internal sealed class ELUNodes : LayerNodes<ELU>
{
    protected override Laid Write(LayerSite site, ELU layer)
    {
        var input = site.Any();
        return input with { Name = site.Emit("Elu", [input.Name], new AttributeProto.Float("alpha", (float)layer.Alpha)) };
    }
}
