using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer DepthwiseConv2D as Conv with a group for each channel: the kernel (height, width, in, multiplier) becomes (in * multiplier, 1, height, width).</summary>
[Writes(typeof(DepthwiseConv2D))]
internal sealed class DepthwiseConv2DNodes : LayerNodes<DepthwiseConv2D>
{
    protected override Laid Write(LayerSite site, DepthwiseConv2D layer)
    {
        var kernel = Kernel(site, layer.Kernel!, site.Fold);
        AttributeProto[] attributes =
            [.. WindowNodes.Attributes(site, layer.DataFormat, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding), new AttributeProto.Int("group", layer.Kernel!.Shape[2])];
        return LayerSite.Pictured(site.Emit("Conv", WindowNodes.Inputs(site.Picture(layer.DataFormat), kernel, site.Bias(layer.Bias)), attributes), layer.DataFormat);
    }

    /// <summary>A depthwise kernel as Conv takes it.</summary>
    public static string Kernel(LayerSite site, Keras.Weight kernel, ChannelAffine? fold) => site.Weight(kernel, "depthwise", () =>
    {
        var shape = kernel.Shape;
        var values = Arrays.Permute(kernel.Values, shape.ToArray(), [2, 3, 0, 1]);
        return (Arrays.Scale(values, fold?.Scale, shape[0] * shape[1]), [shape[2] * shape[3], 1, shape[0], shape[1]]);
    });
}
