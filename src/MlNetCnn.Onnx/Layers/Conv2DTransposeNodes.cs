using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>
/// The layer Conv2DTranspose as ConvTranspose: the kernel (height, width, filters, in) becomes (in, filters, height, width); what Keras cuts off before and after are the pads, and where
/// its output is larger than the windows reach, <c>output_padding</c>.
/// </summary>
[Writes(typeof(Conv2DTranspose))]
internal sealed class Conv2DTransposeNodes : LayerNodes<Conv2DTranspose>
{
    protected override Laid Write(LayerSite site, Conv2DTranspose layer)
    {
        var kernel = site.Weight(layer.Kernel!, "transposed", () =>
        {
            var shape = layer.Kernel!.Shape;
            var values = Arrays.Permute(layer.Kernel.Values, shape.ToArray(), [3, 2, 0, 1]);
            return (Arrays.Scale(values, site.Fold?.Scale, shape[0] * shape[1]), [shape[3], shape[2], shape[0], shape[1]]);
        });
        var (rows, columns, _) = layer.DataFormat.Split(site.Input);
        var (height, width, _) = layer.DataFormat.Split(site.Output);
        var (top, bottom, below) = Edges(rows, height, layer.KernelSize.Height, layer.Strides.Height, layer.DilationRate.Height, layer.Padding, layer.OutputPadding?.Height);
        var (left, right, beside) = Edges(columns, width, layer.KernelSize.Width, layer.Strides.Width, layer.DilationRate.Width, layer.Padding, layer.OutputPadding?.Width);
        var made = site.Emit(
            "ConvTranspose",
            WindowNodes.Inputs(site.Picture(layer.DataFormat), kernel, site.Bias(layer.Bias)),
            new AttributeProto.Ints("kernel_shape", [layer.KernelSize.Height, layer.KernelSize.Width]),
            new AttributeProto.Ints("strides", [layer.Strides.Height, layer.Strides.Width]),
            new AttributeProto.Ints("dilations", [layer.DilationRate.Height, layer.DilationRate.Width]),
            new AttributeProto.Ints("pads", [top, left, bottom, right]),
            new AttributeProto.Ints("output_padding", [below, beside]));
        return LayerSite.Pictured(made, layer.DataFormat);
    }

    /// <summary>What is cut off before and after, and what is added after.</summary>
    private static (int Before, int After, int Added) Edges(int input, int output, int size, int stride, int dilation, Padding padding, int? outputPadding)
    {
        var before = Window.TransposedCut(size, stride, dilation, padding, outputPadding);
        var after = (input - 1) * stride + (size - 1) * dilation + 1 - before - output;
        return (before, Math.Max(after, 0), Math.Max(-after, 0));
    }
}
