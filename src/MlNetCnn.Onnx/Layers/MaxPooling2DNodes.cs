using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer MaxPooling2D as MaxPool, where the padding never wins either.</summary>
[Writes(typeof(MaxPooling2D))]
internal sealed class MaxPooling2DNodes : LayerNodes<MaxPooling2D>
{
    protected override Laid Write(LayerSite site, MaxPooling2D layer) => LayerSite.Pictured(
        site.Emit("MaxPool", [site.Picture(layer.DataFormat)], WindowNodes.Attributes(site, layer.DataFormat, layer.PoolSize, layer.Strides, 1, layer.Padding)), layer.DataFormat);
}
