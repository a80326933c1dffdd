using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>
/// ConvTranspose: kernels (in, filters, height, width) are turned to (height, width, filters, in). Keras cuts off what ONNX calls pads by the rule of "same" only, so the whole is computed
/// and cut by a layer of its own.
/// </summary>
internal static class TransposedConvolutions
{
    [Imports("ConvTranspose")]
    public static void Import(OperatorCall call)
    {
        var (input, kernel, bias) = (call.Picture(0), Convolutions.Kernel(call), call.Constant(2));
        call.Require("group", 1, 1);
        if (call.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID") and var pad) throw call.Unsupported($"auto_pad is {pad}; pads are taken as numbers.");
        if (call.Ints("output_shape") is { Length: > 0 }) throw call.Unsupported("output_shape is given; pads are taken as numbers.");
        int[] sizes = [.. kernel.Shape.Select(value => call.Small(value, "the kernel"))];
        var (strides, added) = (call.Step("strides"), call.Size("output_padding", 0));
        var edges = Edges.Read(call, "pads");

        // Rows and columns that are added are first those that would be cut off.
        var isCovered = added.Height <= edges.Bottom && added.Width <= edges.Right;
        if (isCovered) edges = edges with { Bottom = edges.Bottom - added.Height, Right = edges.Right - added.Width };
        var layer = new Conv2DTranspose(
            sizes[1], new Size2D(sizes[2], sizes[3]), strides, Padding.Valid, isCovered ? new Size2D(0, 0) : added, call.Step("dilations"), useBias: bias is not null, name: call.Name());
        var output = call.Apply(layer, input);
        layer.Kernel!.Set(call, Layouts.Turn(call.Floats(kernel), sizes, [2, 3, 1, 0]));
        if (bias is not null) layer.Bias!.Set(call, call.Floats(bias));
        call.Return(edges == default ? output : call.Apply(new Cropping2D(edges, name: call.Name("crop")), output));
    }
}
