using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Concatenate as Concat.</summary>
[Writes(typeof(Concatenate))]
internal sealed class ConcatenateNodes : LayerNodes<Concatenate>
{
    protected override Laid Write(LayerSite site, Concatenate layer)
    {
        var inputs = Enumerable.Range(0, site.Call.Inputs.Length).ToArray();
        var layout = inputs.Any(i => site.Has(Layout.ChannelsFirst, i)) ? Layout.ChannelsFirst : Layout.AsModel;
        var axis = new Laid("", layout).AxisOf(layer.AxisIn(site.Output.Rank));
        return new(site.Emit("Concat", [.. inputs.Select(i => layout == Layout.ChannelsFirst ? site.ChannelsFirst(i) : site.AsModel(i))], new AttributeProto.Int("axis", axis)), layout);
    }
}
