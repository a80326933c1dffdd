using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Permute: one turn from however the values lie, or none.</summary>
[Writes(typeof(Permute))]
internal sealed class PermuteNodes : LayerNodes<Permute>
{
    protected override Laid Write(LayerSite site, Permute layer)
    {
        var input = site.Any();
        if (site.Input.Rank == 1) return input;
        long[] order = [0, .. layer.Dims.Select(d => (long)input.AxisOf(d - 1))];
        var stays = order.Select((d, i) => d == i).All(same => same);
        return new(stays ? input.Name : site.Emit("Transpose", [input.Name], new AttributeProto.Ints("perm", order)), Layout.AsModel);
    }
}
