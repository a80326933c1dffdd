using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer UnitNormalization: x / max(|x|, 1e-12).</summary>
[Writes(typeof(UnitNormalization))]
internal sealed class UnitNormalizationNodes : LayerNodes<UnitNormalization>
{
    protected override Laid Write(LayerSite site, UnitNormalization layer)
    {
        var input = site.Any();
        return input with { Name = Divide(site, input.Name, [.. layer.AxesIn(site.Input.Rank).Select(d => (long)input.AxisOf(d)).Order()]) };
    }

    /// <summary>Vectors along axes by their norms.</summary>
    public static string Divide(LayerSite site, string x, long[] axes) =>
        site.Emit("Div", [x, site.Emit("Max", [site.Graph.Reduce("ReduceL2", $"{site.Call.Path}/norm", x, axes, true), site.Graph.Number(1e-12f)])]);
}
