using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>What stands around pictures before a window goes over them: <c>pads</c> and <c>auto_pad</c>.</summary>
internal static class Edges
{
    /// <summary>The pads, [top, left, bottom, right] in the file.</summary>
    public static Edges2D Read(OperatorCall call, string name) => call.Ints(name) switch
    {
        null or [] => default,
        [var top, var left, var bottom, var right] when Math.Min(Math.Min(top, left), Math.Min(bottom, right)) >= 0 => new Edges2D(top, bottom, left, right),
        var other => throw call.Unsupported($"{name} are [{string.Join(", ", other)}]; four numbers of at least 0 are taken."),
    };

    /// <summary>The padding that a layer does by itself, where it has such, or else the pictures with zeros around them.</summary>
    public static (Flow Input, Padding Padding) Of(OperatorCall call, Flow input, Size2D size, Size2D strides, Size2D dilations)
    {
        var (edges, padding) = Find(call, input, size, strides, dilations);
        return edges == default ? (input, padding) : (Pad(call, input, edges), Padding.Valid);
    }

    /// <summary>The padding that a layer does by itself, or else how many rows and columns there are around.</summary>
    public static (Edges2D Edges, Padding Padding) Find(OperatorCall call, Flow input, Size2D size, Size2D strides, Size2D dilations)
    {
        var (height, width) = (input.Tensor.Shape[0], input.Tensor.Shape[1]);
        switch (call.Text("auto_pad", "NOTSET"))
        {
            case "SAME_UPPER":
                return (default, Padding.Same);
            case "VALID":
                return (default, Padding.Valid);
            case "SAME_LOWER":
                if (height < 0 || width < 0) throw call.Unsupported("auto_pad is SAME_LOWER over pictures of a size that is not known.");
                var (rows, columns) = (Window.Pad(height, size.Height, strides.Height, dilations.Height, Padding.Same), Window.Pad(width, size.Width, strides.Width, dilations.Width, Padding.Same));
                return (new Edges2D(rows.After, rows.Before, columns.After, columns.Before), Padding.Valid);
            case "NOTSET":
                var edges = Read(call, "pads");
                if (edges == default) return (default, Padding.Valid);
                return IsSame(height, size.Height, strides.Height, dilations.Height, edges.Top, edges.Bottom) && IsSame(width, size.Width, strides.Width, dilations.Width, edges.Left, edges.Right)
                    ? (default, Padding.Same)
                    : (edges, Padding.Valid);
            case var other:
                throw call.Error($"auto_pad is '{other}'.");
        }
    }

    public static Flow Pad(OperatorCall call, Flow input, Edges2D edges) => call.Apply(new ZeroPadding2D(edges, name: call.Name("pad")), input) with { IsNonNegative = input.IsNonNegative };

    /// <summary>Whether the pads of an axis are those of "same", whatever the size where that is not known.</summary>
    private static bool IsSame(int input, int size, int stride, int dilation, int before, int after) =>
        (input >= 0 || stride == 1) && Window.Pad(Math.Max(input, 1), size, stride, dilation, Padding.Same) == (before, after);
}
