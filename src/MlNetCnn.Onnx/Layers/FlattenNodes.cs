using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>
/// The layer Flatten. A picture that lies with its channels first is laid flat as it lies: dense layers read it so, and whoever else reads it has it turned.
/// </summary>
[Writes(typeof(Flatten))]
internal sealed class FlattenNodes : LayerNodes<Flatten>
{
    protected override Laid Write(LayerSite site, Flatten layer)
    {
        if (site.Input.Rank == 3 && layer.DataFormat == DataFormat.ChannelsFirst)
        {
            // Keras turns it first: the order is that of a picture with its channels last.
            Keras.Shape picture = [site.Input[1], site.Input[2], site.Input[0]];
            return Flat(site, site.AsModel(), picture);
        }

        if (site.Input.Rank == 3 && site.Any() is { Layout: Layout.ChannelsFirst } laid) return Flat(site, laid.Name, site.Input);
        var input = site.InOrder();
        if (layer.DataFormat == DataFormat.ChannelsFirst && site.Input.Rank > 1)
            input = site.Emit("Transpose", [input], new AttributeProto.Ints("perm", [0, .. Enumerable.Range(2, site.Input.Rank - 1).Select(d => (long)d), 1]));
        return new(site.Emit("Flatten", [input]), Layout.AsModel);
    }

    private static Laid Flat(LayerSite site, string input, Keras.Shape picture)
    {
        var flat = site.Emit("Flatten", [input]);
        return LaidValues.IsSame(picture) ? new(flat, Layout.AsModel) : new(flat, Layout.FlatChannelsFirst, picture);
    }
}
