using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>Pad with zeros, and Slice, around and of pictures; Slice of shapes too.</summary>
internal static class Pads
{
    [Imports("Pad")]
    public static void Pad(OperatorCall call)
    {
        var input = call.Flow(0);
        var pads = call.IntsOrInput("pads", 1) ?? call.Ints("paddings") ?? throw call.Error("the pads are missing.");
        if (call.Has(3)) throw call.Unsupported("axes are given.");
        if (pads.Length != 2 * (input.Rank + 1)) throw call.Error($"there are {pads.Length} pads, for a value with {input.Rank + 1} dimensions.");
        if (pads.All(pad => pad == 0))
        {
            call.Return(input);
            return;
        }

        if (call.Text("mode", "constant") is var mode and not "constant") throw call.Unsupported($"mode is '{mode}'; only 'constant' is taken.");
        if ((call.Scalar(2) ?? call.Float("value", 0)) is var value and not 0) throw call.Unsupported($"it is padded with {value}; only 0 is taken.");
        call.Return(Around(call, input, axis => (pads[axis], pads[axis + input.Rank + 1])));
    }

    [Imports("Slice")]
    public static void Slice(OperatorCall call)
    {
        var (starts, ends) = (Bounds(call, "starts", 1), Bounds(call, "ends", 2));
        var axes = call.IntsOrInput("axes", 3) ?? [.. Enumerable.Range(0, starts.Length)];
        if (starts.Length != ends.Length || starts.Length != axes.Length) throw call.Error("starts, ends and axes are not as many.");
        var steps = call.Numbers(4) ?? [.. starts.Select(_ => 1L)];
        if (call.Value(0) is not Flow)
        {
            call.Return(axes is [0] && steps is [var step] ? ShapeNumbers.Rows(call, ShapeNumbers.Of(call, call.Value(0)), starts[0], ends[0], step) : throw call.Unsupported("it takes a part of the numbers of a shape along another axis than the first."));
            return;
        }

        if (steps.Any(step => step != 1)) throw call.Unsupported("the steps are not 1.");

        var input = call.Flow(0);
        var own = input.Sizes();
        var cut = new (int, int)[input.Rank + 1];
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = call.Axis(axes[i], input.Rank);
            if (axis == 0) throw call.Unsupported("it takes elements out of the batch.");
            var size = own[axis - 1];
            if (size < 0) throw call.Unsupported("it takes a part of a size that is not known.");
            var begin = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, size);
            var end = Math.Clamp(ends[i] < 0 ? ends[i] + size : ends[i], begin, size);
            cut[axis] = ((int)-begin, (int)(end - size));
        }

        call.Return(cut.All(pair => pair == (0, 0)) ? input : Around(call, input, axis => cut[axis]));
    }

    /// <summary>Adds rows and columns around pictures, or takes them away where the numbers are negative.</summary>
    public static Flow Around(OperatorCall call, Flow input, Func<int, (int Before, int After)> edges)
    {
        if (edges(0) != (0, 0)) throw call.Unsupported("it changes the batch.");
        int[] changed = [.. Flow.Natural(input.Rank).Where(axis => edges(axis) != (0, 0))];
        if (input.Rank != 3 || changed.Length > 2) throw call.Unsupported("only rows and columns of pictures can be added or taken away.");
        if (changed.Contains(input.Axes[2]))
        {
            // What stays is the channels for now.
            var kept = Flow.Natural(3).Last(axis => !changed.Contains(axis));
            input = call.Arrange(input, [.. Flow.Natural(3).Where(axis => axis != kept), kept]);
        }

        var (rows, columns) = (edges(input.Axes[0]), edges(input.Axes[1]));
        Edges2D added = new(Math.Max(rows.Before, 0), Math.Max(rows.After, 0), Math.Max(columns.Before, 0), Math.Max(columns.After, 0));
        Edges2D taken = new(Less(rows.Before), Less(rows.After), Less(columns.Before), Less(columns.After));
        if (taken != default) input = call.Apply(new Cropping2D(taken, name: call.Name("crop")), input) with { IsNonNegative = input.IsNonNegative };
        return added == default ? input : Edges.Pad(call, input, added);

        int Less(int edge) => edge >= 0 ? 0 : edge > int.MinValue ? -edge : throw call.Error($"a pad of {edge}.");
    }

    /// <summary>Where parts begin or end; beyond 32 bits means all there is.</summary>
    private static long[] Bounds(OperatorCall call, string name, int input)
    {
        var bounds = call.Longs(name) ?? call.Numbers(input) ?? throw call.Error($"{name} are missing.");
        if (bounds.Any(bound => bound is Sizes.Batch or Sizes.Unknown)) throw call.Unsupported($"{name} are computed from the size of the batch, or from another that is not known.");
        return [.. bounds.Select(bound => Math.Clamp(bound, -int.MaxValue, int.MaxValue))];
    }
}
