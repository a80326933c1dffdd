using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer AveragePooling2D as AveragePool; the padding does not count.</summary>
[Writes(typeof(AveragePooling2D))]
internal sealed class AveragePooling2DNodes : LayerNodes<AveragePooling2D>
{
    protected override Laid Write(LayerSite site, AveragePooling2D layer)
    {
        AttributeProto[] attributes = [.. WindowNodes.Attributes(site, layer.DataFormat, layer.PoolSize, layer.Strides, 1, layer.Padding), new AttributeProto.Int("count_include_pad", 0)];
        return LayerSite.Pictured(site.Emit("AveragePool", [site.Picture(layer.DataFormat)], attributes), layer.DataFormat);
    }
}
