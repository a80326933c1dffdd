using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The attributes of windows that slide over pictures.</summary>
internal static class WindowNodes
{
    /// <summary><c>strides</c>, <c>dilations</c> and <c>pads</c>: rows before, columns before, rows after, columns after, as Keras pads ('same' may have one more after than before).</summary>
    public static AttributeProto[] Attributes(LayerSite site, DataFormat format, Size2D size, Size2D strides, Size2D dilation, Padding padding)
    {
        var edges = site.Edges;
        var (rows, columns, _) = format.Split(site.Input);
        var (top, bottom) = Window.Pad(rows + edges.Top + edges.Bottom, size.Height, strides.Height, dilation.Height, padding);
        var (left, right) = Window.Pad(columns + edges.Left + edges.Right, size.Width, strides.Width, dilation.Width, padding);
        return
        [
            new AttributeProto.Ints("kernel_shape", [size.Height, size.Width]),
            new AttributeProto.Ints("strides", [strides.Height, strides.Width]),
            new AttributeProto.Ints("pads", [edges.Top + top, edges.Left + left, edges.Bottom + bottom, edges.Right + right]),
            .. dilation == 1 ? (AttributeProto[])[] : [new AttributeProto.Ints("dilations", [dilation.Height, dilation.Width])],
        ];
    }

    /// <summary>The inputs of sums: what goes in, the kernel, and a bias where there is one.</summary>
    public static string[] Inputs(string input, string kernel, string? bias) => bias is null ? [input, kernel] : [input, kernel, bias];
}
