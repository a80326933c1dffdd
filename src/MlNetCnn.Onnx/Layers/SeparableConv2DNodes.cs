using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer SeparableConv2D as two of Conv: one with a group for each channel, one of 1x1.</summary>
[Writes(typeof(SeparableConv2D))]
internal sealed class SeparableConv2DNodes : LayerNodes<SeparableConv2D>
{
    protected override Laid Write(LayerSite site, SeparableConv2D layer)
    {
        var (depthwise, pointwise) = (layer.DepthwiseKernel!, layer.PointwiseKernel!);
        AttributeProto[] attributes =
            [.. WindowNodes.Attributes(site, layer.DataFormat, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding), new AttributeProto.Int("group", depthwise.Shape[2])];
        var between = site.Emit("Conv", [site.Picture(layer.DataFormat), DepthwiseConv2DNodes.Kernel(site, depthwise, null)], attributes);
        int inner = pointwise.Shape[2], outer = pointwise.Shape[3];
        var kernel = site.Weight(pointwise, "pointwise", () => (Arrays.Scale(Arrays.Permute(pointwise.Values, [inner, outer], [1, 0]), site.Fold?.Scale, inner), [outer, inner, 1, 1]));
        return LayerSite.Pictured(site.Emit("Conv", WindowNodes.Inputs(between, kernel, site.Bias(layer.Bias)), new AttributeProto.Ints("kernel_shape", [1, 1])), layer.DataFormat);
    }
}
