using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Resizing: Resize, or the sums themselves where that has no such interpolation, window or padding.</summary>
[Writes(typeof(Resizing))]
internal sealed class ResizingNodes : LayerNodes<Resizing>
{
    protected override Laid Write(LayerSite site, Resizing layer)
    {
        var (height, width, _) = layer.DataFormat.Split(site.Input);
        var shrinks = layer.Antialias && (layer.Height < height || layer.Width < width) && layer.Interpolation != Interpolation.Nearest;
        if (!layer.CropToAspectRatio && !layer.PadToAspectRatio && !shrinks) return ResampleNodes.Resize(site, layer.DataFormat, layer.Height, layer.Width, layer.Interpolation);
        var (rows, columns) = layer.CropToAspectRatio ? AspectWindow.Cut(height, width, layer, layer.Interpolation, layer.Antialias)
            : layer.PadToAspectRatio ? AspectWindow.Pad(height, width, layer, layer.Interpolation, layer.Antialias)
            : (AxisWeights.Resize(height, 0, height, layer.Height, layer.Interpolation, true), AxisWeights.Resize(width, 0, width, layer.Width, layer.Interpolation, true));
        return ResampleNodes.Multiply(site, layer.DataFormat, rows, columns, layer.PadToAspectRatio ? layer.FillValue : 0);
    }
}
