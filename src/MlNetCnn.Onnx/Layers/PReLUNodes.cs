using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer PReLU as PRelu; alpha has the input's dimensions, or 1 where they share.</summary>
[Writes(typeof(PReLU))]
internal sealed class PReLUNodes : LayerNodes<PReLU>
{
    protected override Laid Write(LayerSite site, PReLU layer)
    {
        var input = site.Any();
        int[] own = [.. Enumerable.Range(0, site.Input.Rank).Where(d => !layer.SharedAxes.Contains(d + 1))];
        return input with { Name = site.Emit("PRelu", [input.Name, site.Along("alpha", layer.Alpha!.Values, own, input)]) };
    }
}
