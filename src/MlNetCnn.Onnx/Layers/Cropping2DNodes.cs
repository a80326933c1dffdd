using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Cropping2D as Slice.</summary>
[Writes(typeof(Cropping2D))]
internal sealed class Cropping2DNodes : LayerNodes<Cropping2D>
{
    protected override Laid Write(LayerSite site, Cropping2D layer)
    {
        var (height, width, _) = layer.DataFormat.Split(site.Output);
        return SliceNodes.Write(site, layer.DataFormat, layer.Cropping.Top, layer.Cropping.Left, height, width);
    }
}
