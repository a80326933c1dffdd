using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>MaxPool and AveragePool.</summary>
internal static class Pools
{
    [Imports("MaxPool")]
    public static void Max(OperatorCall call)
    {
        call.Require("storage_order", 0, 0);
        var (input, size, strides) = (call.Picture(0), Size(call), call.Step("strides"));
        var dilations = call.Step("dilations");
        if (dilations != new Size2D(1, 1)) throw call.Unsupported($"dilations are {dilations}; only 1 is taken.");
        var (edges, padding) = Edges.Find(call, input, size, strides, 1);
        edges = Ceil(call, input, size, strides, edges, padding);
        if (edges != default)
        {
            if (!input.IsNonNegative)
            {
                call.Return(ByEach(call, input, size, strides, edges));
                return;
            }

            // What lies outside is less than everything, so zeros may stand there where nothing is below them.
            (input, padding) = (Edges.Pad(call, input, edges), Padding.Valid);
        }

        call.Return(call.Apply(new MaxPooling2D(size, strides, padding, name: call.Name()), input) with { IsNonNegative = input.IsNonNegative });
    }

    /// <summary>
    /// Pools around every pixel, where the edges are those of "same", and takes each second, third ... of these: with a step, PyTorch's edges are other than those of "same".
    /// </summary>
    private static Flow ByEach(OperatorCall call, Flow input, Size2D size, Size2D strides, Edges2D edges)
    {
        Size2D before = new((size.Height - 1) / 2, (size.Width - 1) / 2);
        Size2D less = new(size.Height / 2 - edges.Bottom, size.Width / 2 - edges.Right);
        var (height, width) = (input.Tensor.Shape[0], input.Tensor.Shape[1]);
        if ((edges.Top, edges.Left) != (before.Height, before.Width) || !(Ends(height, less.Height, strides.Height) && Ends(width, less.Width, strides.Width)))
            throw call.Unsupported($"zeros around values that may be below 0 (pads {edges}) would change the maximum.");
        var pooled = call.Apply(new MaxPooling2D(size, 1, Padding.Same, name: call.Name()), input);
        return strides == new Size2D(1, 1) ? pooled : call.Apply(new MaxPooling2D(1, strides, name: call.Name("step")), pooled);

        // Whether there is no window more where the edge behind is as much larger.
        static bool Ends(int length, int less, int stride) => less == 0 || less > 0 && length > less && (length - 1) / stride == (length - 1 - less) / stride;
    }

    [Imports("AveragePool")]
    public static void Average(OperatorCall call)
    {
        var (input, size, strides) = (call.Picture(0), Size(call), call.Step("strides"));
        if (call.Step("dilations") is var dilations && dilations != new Size2D(1, 1)) throw call.Unsupported($"dilations are {dilations}; only 1 is taken.");
        var (edges, padding) = Edges.Find(call, input, size, strides, 1);
        if (Ceil(call, input, size, strides, edges, padding) != edges) throw call.Unsupported("ceil_mode adds windows that reach beyond the picture.");
        if (call.Int("count_include_pad", 0) != 0)
        {
            var outer = call.Text("auto_pad", "NOTSET") == "NOTSET" ? Edges.Read(call, "pads") : edges;
            if (padding == Padding.Same && outer == default) throw call.Unsupported("count_include_pad goes with pads as numbers.");
            if (outer != default) (input, padding) = (Edges.Pad(call, input, outer), Padding.Valid);
        }
        else if (edges != default)
        {
            throw call.Unsupported($"pads are {edges}, which are not those of 'same' and do not count; Keras's average has no such edges.");
        }

        call.Return(call.Apply(new AveragePooling2D(size, strides, padding, name: call.Name()), input) with { IsNonNegative = input.IsNonNegative });
    }

    private static Size2D Size(OperatorCall call) => call.Ints("kernel_shape") is null ? throw call.Error("kernel_shape is missing.") : call.Step("kernel_shape");

    /// <summary>The edges with what ceil_mode adds: the rows and columns of a last window that begins within the picture and ends beyond it.</summary>
    private static Edges2D Ceil(OperatorCall call, Flow input, Size2D size, Size2D strides, Edges2D edges, Padding padding)
    {
        if (call.Int("ceil_mode", 0) == 0 || padding == Padding.Same) return edges;
        var shape = input.Tensor.Shape;
        if (shape[0] < 0 || shape[1] < 0) throw call.Unsupported("ceil_mode over pictures of a size that is not known.");
        return edges with { Bottom = edges.Bottom + Added(shape[0], size.Height, strides.Height, edges.Top, edges.Bottom), Right = edges.Right + Added(shape[1], size.Width, strides.Width, edges.Left, edges.Right) };
    }

    private static int Added(int input, int size, int stride, int before, int after)
    {
        var beyond = ((long)input + before + after - size) % stride;
        var begin = (long)input + before + after - size - beyond + stride;
        return beyond <= 0 || begin >= (long)input + before ? 0 : (int)(stride - beyond);
    }
}
