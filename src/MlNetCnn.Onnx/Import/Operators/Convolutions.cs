using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>Conv (onnx.ai/onnx/operators, Conv): kernels (filters, in / groups, height, width) are turned to (height, width, in / groups, filters), or (height, width, in, multiplier) for depthwise ones.</summary>
internal static class Convolutions
{
    [Imports("Conv")]
    public static void Import(OperatorCall call)
    {
        var (input, kernel) = (call.Picture(0), Kernel(call));
        var (bias, channels) = (call.Constant(2), input.Tensor.Shape[2]);
        var (filters, perGroup) = (call.Small(kernel.Shape[0], "the kernel"), call.Small(kernel.Shape[1], "the kernel"));
        Size2D size = new(call.Small(kernel.Shape[2], "the kernel"), call.Small(kernel.Shape[3], "the kernel"));
        var (strides, dilations, groups) = (call.Step("strides"), call.Step("dilations"), call.Int("group", 1));
        var (padded, padding) = Edges.Of(call, input, size, strides, dilations);
        var isDepthwise = groups > 1 && perGroup == 1 && groups == channels && filters % groups == 0;
        Layer layer = isDepthwise
            ? new DepthwiseConv2D(size, strides, padding, filters / groups, dilations, useBias: bias is not null, name: call.Name())
            : new Conv2D(filters, size, strides, padding, dilations, groups, useBias: bias is not null, name: call.Name());
        var output = call.Apply(layer, padded);
        var values = call.Floats(kernel);
        layer.Weights[0].Set(call, isDepthwise ? Layouts.Turn(values, [channels, filters / groups, size.Height, size.Width], [2, 3, 0, 1]) : Layouts.Turn(values, [filters, perGroup, size.Height, size.Width], [2, 3, 1, 0]));
        if (bias is not null) layer.Weights[1].Set(call, call.Floats(bias));
        call.Return(output);
    }

    /// <summary>The kernel, four dimensions, none of them 0.</summary>
    public static Constant Kernel(OperatorCall call)
    {
        var kernel = call.Constant(1) ?? throw call.Error("the kernel is missing.");
        if (kernel.Shape.Count != 4) throw call.Unsupported($"the kernel has {kernel.Shape.Count} dimensions; convolutions over pictures, with 4, are taken.");
        return kernel.Count > 0 ? kernel : throw call.Error("the kernel has no values.");
    }
}
