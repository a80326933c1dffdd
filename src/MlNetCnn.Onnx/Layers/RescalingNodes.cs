using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Rescaling: x scale + offset, by one number or by channel.</summary>
[Writes(typeof(Rescaling))]
internal sealed class RescalingNodes : LayerNodes<Rescaling>
{
    protected override Laid Write(LayerSite site, Rescaling layer)
    {
        var input = site.Any();
        var made = site.Emit("Mul", [input.Name, Operand("scale", layer.Scales)]);
        return input with { Name = layer.Offsets.All(o => o == 0) ? made : site.Emit("Add", [made, Operand("offset", layer.Offsets)]) };

        string Operand(string name, IReadOnlyList<double> values) => site.Along(name, [.. values.Select(v => (float)v)], [site.Input.Rank - 1], input);
    }
}
