using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer ZeroPadding2D as Pad; before a convolution alone it is part of that one's pads, and not written here.</summary>
[Writes(typeof(ZeroPadding2D))]
internal sealed class ZeroPadding2DNodes : LayerNodes<ZeroPadding2D>
{
    protected override Laid Write(LayerSite site, ZeroPadding2D layer)
    {
        var input = site.Any();
        var (top, bottom, left, right) = layer.Padding;
        (long Before, long After)[] edges = layer.DataFormat == DataFormat.ChannelsFirst ? [(0, 0), (top, bottom), (left, right)] : [(top, bottom), (left, right), (0, 0)];
        var ordered = input.Order(edges);
        return input with { Name = site.Emit("Pad", [input.Name, site.Graph.Integers([0, .. ordered.Select(e => e.Before), 0, .. ordered.Select(e => e.After)])]) };
    }
}
