namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>
/// DepthwiseConv2dNative and its gradients (<c>depthwise_conv_op.cc</c>, <c>depthwise_conv_grad_op.cc</c>): output channel c·m + j is made of input channel c alone. Strides must be
/// the same in both directions. TensorFlow's kernels never read the attribute dilations, though the shape function does: a dilated one is refused here, so that nobody relies on it.
/// </summary>
internal static class DepthwiseKernels
{
    [Kernel("DepthwiseConv2dNative", "input T, filter T -> output T", Kinds.Real, Picture.Strides, Picture.AnyPadding, Picture.Explicit, Picture.Format, Picture.Dilations)]
    public static Tensor[] Depthwise(KernelCall call)
    {
        var input = Picture.Last(call, call[0]);
        var (plan, multiplier) = Plan(call, input.Shape, call[1].Shape);
        var (x, f, y) = (Repeated(input.Reals(), multiplier), call[1].Reals(), new double[Tensor.Size(plan.OutputShape)]);
        ForEach(plan, (output, pixel, element, size) => Vectors.AddProduct(x.AsSpan(pixel, size), f.AsSpan(element, size), y.AsSpan(output, size)));
        return [Picture.Back(call, Tensor.Real(input.Type, plan.OutputShape, y))];
    }

    [Kernel(
        "DepthwiseConv2dNativeBackpropInput", "input_sizes int32, filter T, out_backprop T -> output T", Kinds.Real, Picture.Strides, Picture.AnyPadding, Picture.Explicit, Picture.Format,
        Picture.Dilations)]
    public static Tensor[] BackpropInput(KernelCall call)
    {
        var given = call.Vector(0, "Conv2DBackpropInput: input_sizes input");
        call.Require(given.Length == 4, $"input_sizes must have 4 values, not {given.Length}");
        var sizes = Picture.Last(call, given);
        var (plan, multiplier) = Plan(call, sizes, call[1].Shape);
        var gradient = Checked(call, plan, call[2]);
        var (dy, f, dx) = (gradient.Reals(), call[1].Reals(), new double[Tensor.Size(sizes) * multiplier]);
        ForEach(plan, (output, pixel, element, size) => Vectors.AddProduct(dy.AsSpan(output, size), f.AsSpan(element, size), dx.AsSpan(pixel, size)));
        return [Picture.Back(call, Tensor.Real(gradient.Type, sizes, Summed(dx, multiplier)))];
    }

    [Kernel(
        "DepthwiseConv2dNativeBackpropFilter", "input T, filter_sizes int32, out_backprop T -> output T", Kinds.Real, Picture.Strides, Picture.AnyPadding, Picture.Explicit, Picture.Format,
        Picture.Dilations)]
    public static Tensor[] BackpropFilter(KernelCall call)
    {
        var input = Picture.Last(call, call[0]);
        var sizes = call.Vector(1, "filter_sizes input");
        var (plan, multiplier) = Plan(call, input.Shape, sizes);
        var gradient = Checked(call, plan, call[2]);
        var (x, dy, df) = (Repeated(input.Reals(), multiplier), gradient.Reals(), new double[Tensor.Size(sizes)]);
        ForEach(plan, (output, pixel, element, size) => Vectors.AddProduct(dy.AsSpan(output, size), x.AsSpan(pixel, size), df.AsSpan(element, size)));
        return [Tensor.Real(gradient.Type, sizes, df)];
    }

    /// <summary>
    /// Calls a body with where an output pixel, an input pixel that is repeated as often as the multiplier says, and the filter's element between them start, and their length.
    /// </summary>
    private static void ForEach(ConvolutionPlan plan, Action<int, int, int, int> body)
    {
        var (elements, pixels) = (plan.Rows.Filter * plan.Columns.Filter, plan.Batch * plan.Rows.Output * plan.Columns.Output);
        plan.ForEach(0, pixels, (pixel, at) => body(at / elements * plan.Outputs, pixel * plan.Outputs, at % elements * plan.Outputs, plan.Outputs));
    }

    /// <summary>Each value so many times.</summary>
    private static double[] Repeated(double[] values, int times)
    {
        if (times == 1) return values;
        var result = new double[values.Length * times];
        for (var i = 0; i < result.Length; i++) result[i] = values[i / times];
        return result;
    }

    /// <summary>Sums of so many values each.</summary>
    private static double[] Summed(double[] values, int times)
    {
        if (times == 1) return values;
        var result = new double[values.Length / times];
        for (var i = 0; i < values.Length; i++) result[i / times] += values[i];
        return result;
    }

    private static (ConvolutionPlan Plan, int Multiplier) Plan(KernelCall call, int[] input, int[] filter)
    {
        call.Require(filter.Length == 4, $"filter must be 4-dimensional: [{string.Join(",", filter)}]");
        call.Require(input[3] == filter[2], $"input and filter must have the same depth: {input[3]} vs {filter[2]}");
        var strides = Picture.Two(call, "strides", "Sliding window strides");
        call.Require(strides.Rows == strides.Columns, "Current implementation only supports equal length strides in the row and column dimensions.");
        call.Require(
            Array.TrueForAll(call.Ints("dilations"), d => d == 1), "TensorFlow's depthwise kernels ignore dilations: put a SpaceToBatchND before and a BatchToSpaceND behind, or use Conv2D.",
            TensorFlowStatus.Unimplemented);
        return (ConvolutionPlan.Of(call, input, [filter[0], filter[1], 1, filter[2] * filter[3]]), filter[3]);
    }

    private static Tensor Checked(KernelCall call, ConvolutionPlan plan, Tensor given)
    {
        var gradient = Picture.Last(call, given, "out_backprop");
        call.Require(
            Shapes.Same(gradient.Shape, plan.OutputShape), $"out_backprop's shape {gradient.ShapeText} is not that of the forward convolution, [{string.Join(",", plan.OutputShape)}]");
        return gradient;
    }
}
