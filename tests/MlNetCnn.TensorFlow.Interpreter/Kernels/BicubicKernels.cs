namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>
/// Bicubic resizing (<c>resize_bicubic_op.cc</c>). Weights come from a table of 1024 steps. With half-pixel centres the coefficient is Keys's -0.5 and what stands outside of the
/// picture has weight 0, the others being scaled to a sum of 1; without, it is -0.75 and the edge is repeated.
/// </summary>
internal static class BicubicKernels
{
    private const int Steps = 1024;

    [Kernel("ResizeBicubic", "images T, size int32 -> resized_images float", ResizeKernels.Images, Kinds.AlignCorners, Kinds.HalfPixels)]
    public static Tensor[] Bicubic(KernelCall call)
    {
        var size = ResizeKernels.Check(call, call[0].Shape, call.Vector(1, "shape_t must be 1-dimensional"));
        return [SeparableResize.Forward(call[0], Weights(call, call[0].Shape[1], size[0]), Weights(call, call[0].Shape[2], size[1]))];
    }

    [Kernel("ResizeBicubicGrad", "grads float, original_image T -> output T", Kinds.Real, Kinds.AlignCorners, Kinds.HalfPixels)]
    public static Tensor[] BicubicGrad(KernelCall call)
    {
        call.Require(call[0].Rank == 4, $"input_grad must be 4-dimensional{call[0].ShapeText}");
        var shape = call[1].Shape;
        var size = ResizeKernels.Check(call, shape, [call[0].Shape[1], call[0].Shape[2]]);
        return [SeparableResize.Backward(call[0], call[1], Weights(call, shape[1], size[0]), Weights(call, shape[2], size[1]))];
    }

    private static (int At, double Weight)[][] Weights(KernelCall call, int input, int output)
    {
        var (half, scale) = (call.Flag("half_pixel_centers"), ResizeKernels.Scale(call, input, output));
        return [.. Enumerable.Range(0, output).Select(i => Four(half ? (i + 0.5f) * scale - 0.5f : i * scale, input, half))];
    }

    private static (int At, double Weight)[] Four(float at, int input, bool half)
    {
        var floor = (int)MathF.Floor(at);
        var step = Math.Round((at - floor) * Steps, MidpointRounding.ToEven) / Steps;
        var a = half ? -0.5 : -0.75;
        double[] weights = [Far(1 + step, a), Near(step, a), Near(1 - step, a), Far(2 - step, a)];
        (int At, double Weight)[] result = [.. weights.Select((weight, k) => (floor - 1 + k, weight))];
        if (half)
        {
            result = [.. result.Where(r => r.At >= 0 && r.At < input)];
            var sum = result.Sum(r => r.Weight);
            if (Math.Abs(sum) >= 1e-35) result = [.. result.Select(r => (r.At, r.Weight / sum))];
        }

        return [.. result.Select(r => (Math.Clamp(r.At, 0, input - 1), r.Weight))];
    }

    private static double Near(double x, double a) => ((a + 2) * x - (a + 3)) * x * x + 1;

    private static double Far(double x, double a) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
}
