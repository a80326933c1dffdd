namespace MlNetCnn.Onnx.Import;

/// <summary>Split, and Gather along an axis: parts of values, cut out.</summary>
internal static class Parts
{
    /// <summary>Parts that one Gather may be put together of; pictures have few channels.</summary>
    private const int Most = 64;

    [Imports("Split")]
    public static void Split(OperatorCall call)
    {
        var (input, outputs) = (call.Flow(0), call.Node.Outputs);
        var axis = call.Axis(call.Int("axis", 0), input.Rank);
        var size = Size(call, input, axis);
        var each = (size + outputs.Count - 1) / outputs.Count;
        int[] counts = call.IntsOrInput("split", 1) ?? [.. outputs.Select((_, i) => Math.Min(each, size - i * each))];
        if (counts.Length != outputs.Count || counts.Any(count => count < 1) || counts.Sum(count => (long)count) != size) throw call.Error($"the parts are [{string.Join(", ", counts)}], of {size}, for {outputs.Count} outputs.");
        for (int i = 0, begin = 0; i < counts.Length; begin += counts[i++]) call.Import.Set(outputs[i], Take(call, input, axis, begin, counts[i]), call);
    }

    /// <summary>The values at some indices of an axis; a single index takes the axis away.</summary>
    public static Flow Gather(OperatorCall call)
    {
        var (input, indices) = (call.Flow(0), ShapeNumbers.Of(call, call.Value(1)));
        var axis = call.Axis(call.Int("axis", 0), input.Rank);
        var size = Size(call, input, axis);
        if (indices.Shape.Length > 1 || indices.Values.Length is 0 or > Most) throw call.Unsupported($"the indices have the shape [{string.Join(", ", indices.Shape)}]; a list of at most {Most} is taken.");
        int[] places = [.. indices.Values.Select(index => index >= -size && index < size ? (int)(index < 0 ? index + size : index) : throw call.Error($"there is no index {index} among {size}."))];
        var runs = new List<Flow>();
        for (int begin = 0, end; begin < places.Length; begin = end)
        {
            for (end = begin + 1; end < places.Length && places[end] == places[end - 1] + 1; end++) { }
            runs.Add(Take(call, input, axis, places[begin], end - begin));
        }

        var taken = runs.Count == 1 ? runs[0] : Others.Joined(call, runs, axis);
        return indices.Shape.Length > 0 ? taken : input.Rank > 1 ? Reshapes.To(call, taken, [.. taken.Sizes().Where((_, i) => i != axis - 1)]) : throw call.Unsupported("nothing but the batch's dimension would be left.");
    }

    private static int Size(OperatorCall call, Flow input, int axis) => axis == 0 ? throw call.Unsupported("it takes elements out of the batch.")
        : input.Sizes()[axis - 1] is >= 0 and var size ? size : throw call.Unsupported("it takes a part of a size that is not known.");

    private static Flow Take(OperatorCall call, Flow input, int axis, int begin, int count)
    {
        var size = input.Sizes()[axis - 1];
        return count == size ? input : Pads.Around(call, input, a => a == axis ? (-begin, begin + count - size) : (0, 0));
    }
}
