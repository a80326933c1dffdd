namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Conv2D and its two gradients, with groups and dilations.</summary>
internal static class ConvolutionKernels
{
    private const string Cudnn = "use_cudnn_on_gpu bool = true";

    [Kernel("Conv2D", "input T, filter T -> output T", Kinds.Real, Picture.Strides, Cudnn, Picture.AnyPadding, Picture.Explicit, Picture.Format, Picture.Dilations)]
    public static Tensor[] Conv2D(KernelCall call)
    {
        var input = Picture.Last(call, call[0]);
        var plan = ConvolutionPlan.Of(call, input.Shape, call[1].Shape);
        var (x, y) = (input.Reals(), new double[Tensor.Size(plan.OutputShape)]);
        for (var g = 0; g < plan.Groups; g++)
        {
            var filter = plan.Filter(call[1].Reals(), g);
            Vectors.For(plan.Chunks, plan.Work, chunk =>
            {
                var (first, count) = plan.Pixels(chunk);
                var patches = plan.Patches(x, g, first, count);
                var result = new double[count * plan.GroupOutputs];
                Vectors.Multiply(count, plan.GroupOutputs, plan.PatchSize, patches, plan.PatchSize, 1, filter, result);
                for (var i = 0; i < count; i++) result.AsSpan(i * plan.GroupOutputs, plan.GroupOutputs).CopyTo(y.AsSpan((first + i) * plan.Outputs + g * plan.GroupOutputs));
            });
        }

        return [Picture.Back(call, Tensor.Real(input.Type, plan.OutputShape, y))];
    }

    [Kernel(
        "Conv2DBackpropInput", "input_sizes int32, filter T, out_backprop T -> output T", Kinds.Real, Picture.Strides, Cudnn, Picture.AnyPadding, Picture.Explicit, Picture.Format,
        Picture.Dilations)]
    public static Tensor[] BackpropInput(KernelCall call)
    {
        var sizes = InputSizes(call, call.Vector(0, "Conv2DBackpropInput: input_sizes input"), call[1].Shape, call[2]);
        var (gradient, plan) = Checked(call, sizes, call[1].Shape, call[2]);
        var (dy, dx) = (gradient.Reals(), new double[Tensor.Size(sizes)]);
        for (var g = 0; g < plan.Groups; g++)
        {
            var filter = ConvolutionPlan.Turned(plan.Filter(call[1].Reals(), g), plan.PatchSize, plan.GroupOutputs);
            for (var chunk = 0; chunk < plan.Chunks; chunk++)
            {
                var (first, count) = plan.Pixels(chunk);
                var patches = new double[count * plan.PatchSize];
                Vectors.Multiply(count, plan.PatchSize, plan.GroupOutputs, plan.Outcomes(dy, g, first, count), plan.GroupOutputs, 1, filter, patches);
                plan.AddPatches(patches, g, first, count, dx);
            }
        }

        return [Picture.Back(call, Tensor.Real(gradient.Type, sizes, dx))];
    }

    [Kernel(
        "Conv2DBackpropFilter", "input T, filter_sizes int32, out_backprop T -> output T", Kinds.Real, Picture.Strides, Cudnn, Picture.AnyPadding, Picture.Explicit, Picture.Format,
        Picture.Dilations)]
    public static Tensor[] BackpropFilter(KernelCall call)
    {
        var input = Picture.Last(call, call[0]);
        var sizes = call.Vector(1, "Conv2DBackpropFilter: filter_sizes input");
        var (gradient, plan) = Checked(call, input.Shape, sizes, call[2]);
        var (x, dy, df) = (input.Reals(), gradient.Reals(), new double[Tensor.Size(sizes)]);
        for (var g = 0; g < plan.Groups; g++)
        {
            var sum = new double[plan.PatchSize * plan.GroupOutputs];
            for (var chunk = 0; chunk < plan.Chunks; chunk++)
            {
                var (first, count) = plan.Pixels(chunk);
                Vectors.Multiply(plan.PatchSize, plan.GroupOutputs, count, plan.Patches(x, g, first, count), 1, plan.PatchSize, plan.Outcomes(dy, g, first, count), sum);
            }

            for (var i = 0; i < plan.PatchSize; i++) sum.AsSpan(i * plan.GroupOutputs, plan.GroupOutputs).CopyTo(df.AsSpan(i * plan.Outputs + g * plan.GroupOutputs));
        }

        return [Tensor.Real(gradient.Type, sizes, df)];
    }

    /// <summary>Sizes of the input, N, H, W, C; two values are its height and width.</summary>
    private static int[] InputSizes(KernelCall call, int[] sizes, int[] filter, Tensor gradient)
    {
        call.Require(sizes.Length is 2 or 4, $"Conv2DBackpropInput requires input_sizes to contain 4 values or 2 values, but got: {sizes.Length}");
        call.Require(filter.Length == 4, $"filter must be 4-dimensional: [{string.Join(",", filter)}]");
        return sizes.Length == 4 ? Picture.Last(call, sizes) : [gradient.Shape[0], sizes[0], sizes[1], filter[2]];
    }

    /// <summary>The gradient with its channels last, and the sizes of the convolution that it comes from, which must make just its shape.</summary>
    private static (Tensor Gradient, ConvolutionPlan Plan) Checked(KernelCall call, int[] input, int[] filter, Tensor given)
    {
        var gradient = Picture.Last(call, given, "out_backprop");
        call.Require(input.Length == 4, $"input must be 4-dimensional: [{string.Join(",", input)}]");
        var plan = ConvolutionPlan.Of(call, input, filter);
        call.Require(
            gradient.Shape[0] == plan.Batch,
            $"Conv2DBackprop: input and out_backprop must have the same batch size. Input batch: {plan.Batch}, outbackprop batch: {gradient.Shape[0]}");
        call.Require(gradient.Shape[3] == plan.Outputs, $"Conv2DBackprop: filter and out_backprop must have the same out_depth: {plan.Outputs} vs {gradient.Shape[3]}");
        call.Require(
            Shapes.Same(gradient.Shape, plan.OutputShape),
            $"Conv2DBackprop: Size of out_backprop doesn't match computed: actual = {gradient.ShapeText}, computed = [{string.Join(",", plan.OutputShape)}], input: [{string.Join(",", input)}], filter: [{string.Join(",", filter)}]");
        if (call.Resources.Options.LikeCpu)
        {
            call.Require(
                plan.Groups == 1,
                $"Gradients for grouped convolutions are not supported on CPU. Computed input depth {input[3]} doesn't match filter input depth {filter[2]}", TensorFlowStatus.Unimplemented);
            call.Require(
                plan.Rows.Dilation == 1 && plan.Columns.Dilation == 1,
                "Current libxsmm and customized CPU implementations do not yet support dilation rates larger than 1.");
        }

        return (gradient, plan);
    }
}
