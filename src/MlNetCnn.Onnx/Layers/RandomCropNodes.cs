using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer RandomCrop, outside of training: the largest middle part of the new proportions, resized.</summary>
[Writes(typeof(RandomCrop))]
internal sealed class RandomCropNodes : LayerNodes<RandomCrop>
{
    protected override Laid Write(LayerSite site, RandomCrop layer)
    {
        var (height, width, _) = layer.DataFormat.Split(site.Input);
        var (rows, columns) = AspectWindow.Cut(height, width, layer, Interpolation.Bilinear);
        return ResampleNodes.Multiply(site, layer.DataFormat, rows, columns);
    }
}
