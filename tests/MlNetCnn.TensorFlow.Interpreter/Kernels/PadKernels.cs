namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Borders around tensors (<c>pad_op.cc</c>, <c>mirror_pad_op.cc</c>).</summary>
internal static class PadKernels
{
    private const string Mode = "mode string in REFLECT,SYMMETRIC";

    [Kernel("Pad", "input T, paddings Tpaddings -> output T", Kinds.Any, Kinds.Paddings)]
    [Kernel("PadV2", "input T, paddings Tpaddings, constant_values T -> output T", Kinds.Any, Kinds.Paddings)]
    public static Tensor[] Pad(KernelCall call)
    {
        var fill = call.Inputs.Length > 2 ? call[2] : null;
        call.Require(fill is null || fill.Rank == 0, $"constant_values must be a scalar. Found: {fill?.ShapeText}");
        var (shape, pads) = (call[0].Shape, Paddings(call, call[0].Rank));
        var strides = Shapes.Strides(shape);
        int[] padded = [.. shape.Select((s, d) => pads[d].Before + s + pads[d].After)];
        var map = IndexMap.Of([.. padded.Select((s, d) => IndexMap.Offsets(s, strides[d], i => i - pads[d].Before is var at && at < shape[d] ? at : -1))]);
        return [IndexMap.Take(call[0], padded, map, fill)];
    }

    [Kernel("MirrorPad", "input T, paddings Tpaddings -> output T", Kinds.Any, Kinds.Paddings, Mode)]
    public static Tensor[] MirrorPad(KernelCall call)
    {
        var (padded, map) = Mirror(call, call[0].Shape, Paddings(call, call[0].Rank));
        return [IndexMap.Take(call[0], padded, map)];
    }

    [Kernel("MirrorPadGrad", "input T, paddings Tpaddings -> output T", Kinds.Real, Kinds.Paddings, Mode)]
    public static Tensor[] MirrorPadGrad(KernelCall call)
    {
        var pads = Paddings(call, call[0].Rank);
        int[] shape = [.. call[0].Shape.Select((s, d) => s - pads[d].Before - pads[d].After)];
        call.Require(Array.TrueForAll(shape, s => s >= 0), $"Total paddings are larger than the gradient's dimensions: {call[0].ShapeText}");
        var (_, map) = Mirror(call, shape, pads);
        return [IndexMap.Return(call[0], shape, map)];
    }

    private static (int[] Padded, int[] Map) Mirror(KernelCall call, int[] shape, (int Before, int After)[] pads)
    {
        var offset = call.Text("mode") == "REFLECT" ? 1 : 0;
        for (var d = 0; d < shape.Length; d++)
            call.Require(
                pads[d].Before <= shape[d] - offset && pads[d].After <= shape[d] - offset,
                $"paddings must be {(offset == 1 ? "less than" : "no greater than")} the dimension size: {pads[d].Before}, {pads[d].After} {(offset == 1 ? "not less than" : "greater than")} {shape[d]}");
        var strides = Shapes.Strides(shape);
        int[] padded = [.. shape.Select((s, d) => pads[d].Before + s + pads[d].After)];
        return (padded, IndexMap.Of([.. padded.Select((s, d) => IndexMap.Offsets(s, strides[d], i =>
        {
            var at = i - pads[d].Before;
            return at < 0 ? -at - 1 + offset : at >= shape[d] ? 2 * shape[d] - 1 - offset - at : at;
        }))]));
    }

    private static (int Before, int After)[] Paddings(KernelCall call, int rank)
    {
        call.Require(call[1].Rank == 2 && call[1].Shape[1] == 2, $"paddings must be a matrix with 2 columns: {call[1].ShapeText}");
        call.Require(call[1].Shape[0] == rank, $"The first dimension of paddings must be the rank of inputs{call[1].ShapeText} {call[0].ShapeText}");
        var values = call[1].Integers();
        call.Require(Array.TrueForAll(values, v => v >= 0), $"Paddings must be non-negative: {string.Join(" ", values)}");
        return [.. Enumerable.Range(0, rank).Select(d => ((int)values[2 * d], (int)values[2 * d + 1]))];
    }
}
