using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>Resize and Upsample of pictures: by whole factors UpSampling2D, else, linear, Resizing.</summary>
internal static class Resizes
{
    [Imports("Resize", "Upsample")]
    public static void Import(OperatorCall call)
    {
        var input = call.Picture(0);
        if (!input.Tensor.Shape.IsKnown && call.Has(3)) throw call.Unsupported("it makes pictures of a given size of pictures of a size that is not known.");
        var factors = Factors(call, input);
        if (factors.Length != 4 || factors[0] != 1 || factors[1] != 1) throw call.Unsupported($"the factors are [{string.Join(", ", factors)}]; only rows and columns can be resized.");
        var isLinear = call.Text("mode", "nearest") switch { "nearest" => false, "linear" or "bilinear" => true, var mode => throw call.Unsupported($"mode is '{mode}'; nearest and linear are taken.") };
        CheckPlaces(call, isLinear);
        var interpolation = isLinear ? Interpolation.Bilinear : Interpolation.Nearest;
        var (height, width) = (factors[2], factors[3]);
        if (height >= 1 && width >= 1 && height % 1 == 0 && width % 1 == 0 && Math.Max(height, width) <= int.MaxValue)
        {
            call.Return(call.Apply(new UpSampling2D(new Size2D((int)height, (int)width), interpolation, name: call.Name()), input) with { IsNonNegative = input.IsNonNegative });
            return;
        }

        var (rows, columns) = (height * input.Tensor.Shape[0], width * input.Tensor.Shape[1]);
        if (!isLinear || !(rows >= 1 && columns >= 1) || Math.Abs(rows - Math.Round(rows)) > 1e-3 || Math.Abs(columns - Math.Round(columns)) > 1e-3 || Math.Max(rows, columns) > int.MaxValue)
            throw call.Unsupported($"the factors are {height} and {width}; whole ones are taken, and for linear those that lead to whole sizes.");
        if (call.Text("coordinate_transformation_mode", "half_pixel") == "pytorch_half_pixel" && (rows < 1.5 && input.Tensor.Shape[0] > 1 || columns < 1.5 && input.Tensor.Shape[1] > 1))
            throw call.Unsupported("its places are 'pytorch_half_pixel', which takes the first row or column where only one is left; Keras's layer takes the middle.");
        call.Return(call.Apply(new Resizing((int)Math.Round(rows), (int)Math.Round(columns), interpolation, name: call.Name()), input) with { IsNonNegative = input.IsNonNegative });
    }

    /// <summary>The factor of each axis, the batch's first.</summary>
    private static double[] Factors(OperatorCall call, Flow input)
    {
        if (call.Op == "Resize" && call.Has(3))
        {
            var sizes = call.Numbers(3)!;
            if (sizes.Length != 4) throw call.Unsupported($"there are {sizes.Length} sizes, where 4 are taken.");
            var own = input.Sizes();
            return [1, .. own.Select((size, i) => sizes[i + 1] >= 0 ? (double)sizes[i + 1] / size : throw call.Unsupported("the size is not known."))];
        }

        if (call.FloatList("scales") is { } listed) return [.. listed.Select(factor => (double)factor)];
        var scales = call.Constant(call.Op == "Upsample" || call.Opset < 11 ? 1 : 2) ?? throw call.Error("the scales are missing.");
        return Array.ConvertAll(call.Floats(scales), factor => (double)factor);
    }

    /// <summary>
    /// Where output pixels lie in the input. For nearest by whole factors several rules come to the same: every pixel is repeated. For linear only the centres of pixels are Keras's.
    /// </summary>
    private static void CheckPlaces(OperatorCall call, bool isLinear)
    {
        var isOld = call.Op == "Upsample" || call.Opset < 11;
        var place = isOld ? "asymmetric" : call.Text("coordinate_transformation_mode", "half_pixel");
        var rounding = isOld ? "floor" : call.Text("nearest_mode", "round_prefer_floor");
        var isTaken = isLinear
            ? place is "half_pixel" or "pytorch_half_pixel"
            : place is "asymmetric" && rounding is "floor" || place is "half_pixel" or "pytorch_half_pixel" && rounding is "round_prefer_floor" or "round_prefer_ceil";
        if (!isTaken) throw call.Unsupported($"its places are '{place}'{(isLinear ? "" : $", rounded by '{rounding}'")}, which are not those of Keras's layers.");
        if (call.Int("antialias", 0) != 0) throw call.Unsupported("antialias is not taken.");
    }
}
