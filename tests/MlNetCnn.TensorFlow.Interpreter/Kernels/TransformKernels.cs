namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>
/// ImageProjectiveTransformV3 (<c>image_ops.h</c>): each pixel of the result is looked up where its row of eight numbers says. Places are computed in float32, as there.
/// </summary>
internal static class TransformKernels
{
    [Kernel(
        "ImageProjectiveTransformV3", "images dtype, transforms float, output_shape int32, fill_value float -> transformed_images dtype", "dtype type in float,double,uint8,int32,int64",
        "interpolation string in NEAREST,BILINEAR", "fill_mode string in REFLECT,WRAP,CONSTANT,NEAREST = CONSTANT")]
    public static Tensor[] Transform(KernelCall call)
    {
        var (images, transforms, size) = (call[0], call[1], call.Vector(2, "output shape must be 1-dimensional"));
        call.Require(images.Rank == 4, $"Input images must have rank 4: {images.ShapeText}");
        call.Require(
            transforms.Rank == 2 && (transforms.Shape[0] == images.Shape[0] || transforms.Shape[0] == 1) && transforms.Shape[1] == 8,
            $"Input transform should be num_images x 8 or 1 x 8: {transforms.ShapeText}");
        call.Require(size.Length == 2 && size[0] > 0 && size[1] > 0, $"new_height and new_width must be two positive numbers, not [{string.Join(",", size)}]");
        var fill = (float)call.RealScalar(3, "fill_value");
        var x = images.IsReal ? images.Reals() : Array.ConvertAll(images.Integers(), v => (double)v);
        var t = (float[])transforms.Data;
        var (height, width, channels) = (images.Shape[1], images.Shape[2], images.Shape[3]);
        var (mode, bilinear) = (call.Text("fill_mode"), call.Text("interpolation") == "BILINEAR");
        int[] shape = [images.Shape[0], size[0], size[1], channels];
        var result = new double[Tensor.Size(shape)];
        for (var i = 0; i < result.Length; i++)
        {
            var (c, ox, oy, n) = (i % channels, i / channels % size[1], i / channels / size[1] % size[0], i / channels / size[1] / size[0]);
            var m = t.AsSpan(transforms.Shape[0] == 1 ? 0 : n * 8, 8);
            var projection = m[6] * ox + m[7] * oy + 1f;
            if (projection == 0)
            {
                result[i] = fill;
                continue;
            }

            var column = Inside((m[0] * ox + m[1] * oy + m[2]) / projection, width, mode);
            var row = Inside((m[3] * ox + m[4] * oy + m[5]) / projection, height, mode);
            double Read(float y, float at) => y >= 0 && y < height && at >= 0 && at < width ? x[((n * height + (int)y) * width + (int)at) * channels + c] : fill;
            result[i] = bilinear ? Mixed(Read, row, column) : Read(MathF.Round(row, MidpointRounding.AwayFromZero), MathF.Round(column, MidpointRounding.AwayFromZero));
        }

        return [images.IsReal ? Tensor.Real(images.Type, shape, result) : Tensor.Integer(images.Type, shape, Array.ConvertAll(result, v => (long)v))];
    }

    private static double Mixed(Func<float, float, double> read, float y, float x)
    {
        var (top, left) = (MathF.Floor(y), MathF.Floor(x));
        double dy = y - top, dx = x - left;
        var upper = (1 - dx) * read(top, left) + dx * read(top, left + 1);
        var lower = (1 - dx) * read(top + 1, left) + dx * read(top + 1, left + 1);
        return (1 - dy) * upper + dy * lower;
    }

    /// <summary>
    /// A place brought into the picture as the fill mode says: REFLECT as dcba|abcd|dcba, WRAP as abcd|abcd|abcd (but at multiples of size - 1 at the edge, as TensorFlow
    /// computes it), NEAREST as aaaa|abcd|dddd.
    /// </summary>
    private static float Inside(float at, int size, string mode)
    {
        if (mode == "CONSTANT") return at;
        if (mode != "NEAREST" && (at < 0 || at > size - 1)) at = size <= 1 ? 0 : mode == "REFLECT" ? Reflected(at, size) : Wrapped(at, size);
        return Math.Clamp(at, 0, size - 1);
    }

    private static float Reflected(float at, int size)
    {
        var period = 2 * size;
        if (at < 0)
        {
            at += period * (float)Math.Truncate(-at / period);
            return at < -size ? at + period : -at - 1;
        }

        at -= period * (float)Math.Truncate(at / period);
        return at >= size ? period - at - 1 : at;
    }

    private static float Wrapped(float at, int size)
    {
        var turns = (float)Math.Truncate(Math.Abs(at) / (size - 1));
        return at < 0 ? at + size * (turns + 1) : at - size * turns;
    }
}
