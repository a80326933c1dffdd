using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer UpSampling2D as Resize.</summary>
[Writes(typeof(UpSampling2D))]
internal sealed class UpSampling2DNodes : LayerNodes<UpSampling2D>
{
    protected override Laid Write(LayerSite site, UpSampling2D layer)
    {
        var (height, width, _) = layer.DataFormat.Split(site.Output);
        return ResampleNodes.Resize(site, layer.DataFormat, height, width, layer.Interpolation);
    }
}
