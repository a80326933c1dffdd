namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>
/// Pooling (<c>maxpooling_op.cc</c>, <c>avgpooling_op.cc</c>). What stands outside of the picture does not count: it is never the largest, and averages are divided by the elements
/// inside. Of equal elements the first is the largest; it gets the gradient.
/// </summary>
internal static class PoolKernels
{
    private const string Size = "ksize ints";

    [Kernel("MaxPool", "input T -> output T", "T type in float,double = float", Size, Picture.Strides, Picture.AnyPadding, Picture.Explicit, Picture.Format)]
    public static Tensor[] MaxPool(KernelCall call)
    {
        var input = Picture.Last(call, call[0]);
        var plan = Plan.Of(call, input.Shape, Picture.Borders(call));
        var x = input.Reals();
        return [Picture.Back(call, Tensor.Real(input.Type, plan.Shape, Array.ConvertAll(Largest(plan, x), i => i < 0 ? double.NegativeInfinity : x[i])))];
    }

    [Kernel(
        "MaxPoolGrad", "orig_input T, orig_output T, grad T -> output T", "T type in float,double = float", Size, Picture.Strides, Picture.AnyPadding, Picture.Explicit, Picture.Format)]
    public static Tensor[] MaxPoolGrad(KernelCall call)
    {
        var input = Picture.Last(call, call[0], "tensor_in");
        var plan = Plan.Of(call, input.Shape, Picture.Borders(call));
        var gradient = Picture.Last(call, call[2], "out_backprop");
        call.Require(
            Shapes.Same(Picture.Last(call, call[1],
            "tensor_out").Shape, plan.Shape), $"Expected orig_output shape to be [{string.Join(",", plan.Shape)}], but got {call[1].ShapeText}");
        call.Require(Shapes.Same(gradient.Shape, plan.Shape), $"Expected grad shape to be [{string.Join(",", plan.Shape)}], but got {call[2].ShapeText}");
        return [Picture.Back(call, IndexMap.Return(gradient, input.Shape, Largest(plan, input.Reals())))];
    }

    [Kernel("AvgPool", "value T -> output T", Size, Picture.Strides, Picture.Padding, Picture.Format, Kinds.Real)]
    public static Tensor[] AvgPool(KernelCall call)
    {
        var input = Picture.Last(call, call[0]);
        var plan = Plan.Of(call, input.Shape);
        var (x, y) = (input.Reals(), new double[Tensor.Size(plan.Shape)]);
        plan.ForEach((output, pixels) =>
        {
            foreach (var p in pixels)
                for (var c = 0; c < plan.Channels; c++) y[output * plan.Channels + c] += x[p * plan.Channels + c];
            for (var c = 0; c < plan.Channels; c++) y[output * plan.Channels + c] /= pixels.Count;
        });
        return [Picture.Back(call, Tensor.Real(input.Type, plan.Shape, y))];
    }

    [Kernel("AvgPoolGrad", "orig_input_shape int32, grad T -> output T", Size, Picture.Strides, Picture.Padding, Picture.Format, Kinds.Real)]
    public static Tensor[] AvgPoolGrad(KernelCall call)
    {
        var given = call.Vector(0, "out_backprop must be 4-dimensional; orig_input_shape");
        call.Require(given.Length == 4, $"orig_input_shape must be 1-dimensional and 4 elements: {call[0].ShapeText}");
        var sizes = Picture.Last(call, given);
        var plan = Plan.Of(call, sizes);
        var gradient = Picture.Last(call, call[1], "out_backprop");
        call.Require(Shapes.Same(gradient.Shape, plan.Shape), $"Expected grad shape to be [{string.Join(",", plan.Shape)}], but got {gradient.ShapeText}");
        var (dy, dx) = (gradient.Reals(), new double[Tensor.Size(sizes)]);
        plan.ForEach((output, pixels) =>
        {
            foreach (var p in pixels)
                for (var c = 0; c < plan.Channels; c++) dx[p * plan.Channels + c] += dy[output * plan.Channels + c] / pixels.Count;
        });
        return [Picture.Back(call, Tensor.Real(gradient.Type, sizes, dx))];
    }

    /// <summary>Index of the largest element of each window. NaN is the largest of all.</summary>
    private static int[] Largest(Plan plan, double[] x)
    {
        var best = new int[Tensor.Size(plan.Shape)];
        Array.Fill(best, -1);
        plan.ForEach((output, pixels) =>
        {
            foreach (var p in pixels)
                for (var c = 0; c < plan.Channels; c++)
                {
                    ref var b = ref best[output * plan.Channels + c];
                    var i = p * plan.Channels + c;
                    if (b < 0 || x[i] > x[b] || (double.IsNaN(x[i]) && !double.IsNaN(x[b]))) b = i;
                }
        });
        return best;
    }

    /// <summary>The windows of a picture with its channels last.</summary>
    private sealed record Plan(int Batch, Window Rows, Window Columns, int Channels)
    {
        public int[] Shape => [Batch, Rows.Output, Columns.Output, Channels];

        public static Plan Of(KernelCall call, int[] input, ((int Before, int After) Rows, (int Before, int After) Columns) borders = default)
        {
            var (size, strides) = (Picture.Two(call, "ksize", "Sliding window ksize"), Picture.Two(call, "strides", "Sliding window strides"));
            call.Require(size.Rows > 0 && size.Columns > 0, "Sliding window ksize must be positive");
            var padding = call.Text("padding");
            return new(
                input[0], Window.Of(call, input[1], size.Rows, strides.Rows, 1, padding, borders.Rows), Window.Of(call, input[2], size.Columns, strides.Columns, 1, padding, borders.Columns), input[3]);
        }

        /// <summary>Calls a body for each window with the pixels of it that stand in the picture, in order.</summary>
        public void ForEach(Action<int, List<int>> body)
        {
            var pixels = new List<int>();
            for (var n = 0; n < Batch; n++)
                for (var oy = 0; oy < Rows.Output; oy++)
                    for (var ox = 0; ox < Columns.Output; ox++)
                    {
                        pixels.Clear();
                        for (var ky = 0; ky < Rows.Filter; ky++)
                            for (var kx = 0; kx < Columns.Filter; kx++)
                                if (Rows.At(oy, ky) is >= 0 and var y && Columns.At(ox, kx) is >= 0 and var x) pixels.Add((n * Rows.Input + y) * Columns.Input + x);
                        body((n * Rows.Output + oy) * Columns.Output + ox, pixels);
                    }
        }
    }
}
