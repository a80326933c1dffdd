using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer CenterCrop: Slice, or where the picture is smaller its largest middle part of the same proportions, resized.</summary>
[Writes(typeof(CenterCrop))]
internal sealed class CenterCropNodes : LayerNodes<CenterCrop>
{
    protected override Laid Write(LayerSite site, CenterCrop layer)
    {
        var (height, width, _) = layer.DataFormat.Split(site.Input);
        if (height >= layer.Height && width >= layer.Width)
            return SliceNodes.Write(site, layer.DataFormat, (height - layer.Height) / 2, (width - layer.Width) / 2, layer.Height, layer.Width);
        var (rows, columns) = AspectWindow.Cut(height, width, layer, Interpolation.Bilinear);
        return ResampleNodes.Multiply(site, layer.DataFormat, rows, columns);
    }
}
