namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Bilinear and nearest resizing of pictures (<c>image_resizer_state.h</c>): places are computed in float32, as there, so that a tie falls to the same side.</summary>
internal static class ResizeKernels
{
    public const string Images = "T type in float,double,uint8,int32";

    [Kernel("ResizeNearestNeighbor", "images T, size int32 -> resized_images T", Images, Kinds.AlignCorners, Kinds.HalfPixels)]
    public static Tensor[] Nearest(KernelCall call)
    {
        var size = Check(call, call[0].Shape, call.Vector(1, "shape_t must be 1-dimensional"));
        return [IndexMap.Take(call[0], [call[0].Shape[0], size[0], size[1], call[0].Shape[3]], NearestMap(call, call[0].Shape, size))];
    }

    [Kernel("ResizeNearestNeighborGrad", "grads T, size int32 -> output T", Kinds.Real, Kinds.AlignCorners, Kinds.HalfPixels)]
    public static Tensor[] NearestGrad(KernelCall call)
    {
        call.Require(call[0].Rank == 4, $"input must be 4-dimensional{call[0].ShapeText}");
        var original = call.Vector(1, "shape_t must be 1-dimensional");
        call.Require(original.Length == 2, $"shape_t must have two elements, not {original.Length}");
        int[] shape = [call[0].Shape[0], original[0], original[1], call[0].Shape[3]];
        var size = Check(call, shape, [call[0].Shape[1], call[0].Shape[2]]);
        return [IndexMap.Return(call[0], shape, NearestMap(call, shape, size))];
    }

    /// <summary>The result is float, whatever the pictures are.</summary>
    [Kernel("ResizeBilinear", "images T, size int32 -> resized_images float", Images, Kinds.AlignCorners, Kinds.HalfPixels)]
    public static Tensor[] Bilinear(KernelCall call)
    {
        var size = Check(call, call[0].Shape, call.Vector(1, "shape_t must be 1-dimensional"));
        return [SeparableResize.Forward(call[0], Linear(call, call[0].Shape[1], size[0]), Linear(call, call[0].Shape[2], size[1]))];
    }

    [Kernel("ResizeBilinearGrad", "grads float, original_image T -> output T", Kinds.Real, Kinds.AlignCorners, Kinds.HalfPixels)]
    public static Tensor[] BilinearGrad(KernelCall call)
    {
        call.Require(call[0].Rank == 4, $"input_grad must be 4-dimensional{call[0].ShapeText}");
        var shape = call[1].Shape;
        var size = Check(call, shape, [call[0].Shape[1], call[0].Shape[2]]);
        return [SeparableResize.Backward(call[0], call[1], Linear(call, shape[1], size[0]), Linear(call, shape[2], size[1]))];
    }

    /// <summary>Checks pictures and the wanted height and width.</summary>
    public static int[] Check(KernelCall call, int[] images, int[] size)
    {
        call.Require(images.Length == 4, $"input must be 4-dimensional[{string.Join(",", images)}]");
        call.Require(size.Length == 2, $"shape_t must have two elements, not {size.Length}");
        call.Require(size[0] > 0 && size[1] > 0, "output dimensions must be positive");
        call.Require(images[1] > 0 && images[2] > 0, "input image must be of non-zero size");
        call.Require(!call.Flag("half_pixel_centers") || !call.Flag("align_corners"), "If half_pixel_centers is True, align_corners must be False.");
        return size;
    }

    /// <summary>Pixels of the picture per pixel of the result.</summary>
    public static float Scale(KernelCall call, int input, int output) =>
        call.Flag("align_corners") && output > 1 ? (input - 1) / (float)(output - 1) : input / (float)output;

    private static int[] NearestMap(KernelCall call, int[] shape, int[] size)
    {
        var (half, align) = (call.Flag("half_pixel_centers"), call.Flag("align_corners"));
        int Place(int i, int input, float scale)
        {
            var at = (half ? i + 0.5f : i) * scale;
            return Math.Clamp((int)(align ? MathF.Round(at, MidpointRounding.AwayFromZero) : MathF.Floor(at)), 0, input - 1);
        }

        var strides = Shapes.Strides(shape);
        var (rows, columns) = (Scale(call, shape[1], size[0]), Scale(call, shape[2], size[1]));
        return IndexMap.Of(
        [
            IndexMap.Offsets(shape[0], strides[0], i => i),
            IndexMap.Offsets(size[0], strides[1], i => Place(i, shape[1], rows)),
            IndexMap.Offsets(size[1], strides[2], i => Place(i, shape[2], columns)),
            IndexMap.Offsets(shape[3], 1, i => i),
        ]);
    }

    private static (int At, double Weight)[][] Linear(KernelCall call, int input, int output)
    {
        var (half, scale) = (call.Flag("half_pixel_centers"), Scale(call, input, output));
        return [.. Enumerable.Range(0, output).Select(i =>
        {
            var at = half ? (i + 0.5f) * scale - 0.5f : i * scale;
            var floor = MathF.Floor(at);
            var share = at - floor;
            return new (int, double)[] { (Math.Max((int)floor, 0), 1 - share), (Math.Min((int)MathF.Ceiling(at), input - 1), share) };
        })];
    }
}
