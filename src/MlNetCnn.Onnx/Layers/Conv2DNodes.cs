using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Conv2D as Conv: the kernel (height, width, in, out) becomes (out, in, height, width).</summary>
[Writes(typeof(Conv2D))]
internal sealed class Conv2DNodes : LayerNodes<Conv2D>
{
    protected override Laid Write(LayerSite site, Conv2D layer)
    {
        var kernel = site.Weight(layer.Kernel!, "conv", () =>
        {
            var shape = layer.Kernel!.Shape;
            var values = Arrays.Permute(layer.Kernel.Values, shape.ToArray(), [3, 2, 0, 1]);
            return (Arrays.Scale(values, site.Fold?.Scale, values.Length / shape[3]), [shape[3], shape[2], shape[0], shape[1]]);
        });
        AttributeProto[] attributes = [.. WindowNodes.Attributes(site, layer.DataFormat, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding), new AttributeProto.Int("group", layer.Groups)];
        return LayerSite.Pictured(site.Emit("Conv", WindowNodes.Inputs(site.Picture(layer.DataFormat), kernel, site.Bias(layer.Bias)), attributes), layer.DataFormat);
    }
}
