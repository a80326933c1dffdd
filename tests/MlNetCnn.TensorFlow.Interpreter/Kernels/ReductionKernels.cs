namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Reductions over axes (<c>reduction_ops_*.cc</c>).</summary>
internal static class ReductionKernels
{
    private const string Signature = "input T, reduction_indices Tidx -> output T";
    private const string Keep = "keep_dims bool = false";

    [Kernel("Sum", Signature, Keep, Kinds.Number, Kinds.Tidx)]
    public static Tensor[] Sum(KernelCall call) => Reduce(call, 0, (a, v) => a + v, 0, (a, v) => a + v);

    [Kernel("Prod", Signature, Keep, Kinds.Number, Kinds.Tidx)]
    public static Tensor[] Prod(KernelCall call) => Reduce(call, 1, (a, v) => a * v, 1, (a, v) => a * v);

    /// <summary>NaN goes through.</summary>
    [Kernel("Max", Signature, Keep, Kinds.Number, Kinds.Tidx)]
    public static Tensor[] Max(KernelCall call) =>
        Reduce(call, double.NegativeInfinity, Math.Max, call[0].Type == DataType.Int32 ? int.MinValue : long.MinValue, Math.Max);

    /// <summary>NaN goes through.</summary>
    [Kernel("Min", Signature, Keep, Kinds.Number, Kinds.Tidx)]
    public static Tensor[] Min(KernelCall call) =>
        Reduce(call, double.PositiveInfinity, Math.Min, call[0].Type == DataType.Int32 ? int.MaxValue : long.MaxValue, Math.Min);

    /// <summary>The mean of nothing is NaN.</summary>
    [Kernel("Mean", Signature, Keep, Kinds.Number, Kinds.Tidx)]
    public static Tensor[] Mean(KernelCall call)
    {
        var (shape, into, count) = Plan(call);
        if (!call[0].IsReal)
        {
            var whole = Fold(call[0].Integers(), into, new long[Tensor.Size(shape)], (a, v) => a + v);
            return [Tensor.Integer(call[0].Type, shape, Array.ConvertAll(whole, v => count == 0 ? 0 : v / count))];
        }

        var sums = Fold(call[0].Reals(), into, new double[Tensor.Size(shape)], (a, v) => a + v);
        return [Tensor.Real(call[0].Type, shape, Array.ConvertAll(sums, v => v / count))];
    }

    [Kernel("All", "input bool, reduction_indices Tidx -> output bool", Keep, Kinds.Tidx)]
    public static Tensor[] All(KernelCall call) => Logical(call, true, (a, v) => a && v);

    [Kernel("Any", "input bool, reduction_indices Tidx -> output bool", Keep, Kinds.Tidx)]
    public static Tensor[] Any(KernelCall call) => Logical(call, false, (a, v) => a || v);

    [Kernel("L2Loss", "t T -> output T", Kinds.Real)]
    public static Tensor[] L2Loss(KernelCall call)
    {
        var sum = 0d;
        foreach (var v in call[0].Reals()) sum += v * v;
        return [Tensor.Real(call[0].Type, [], [sum / 2])];
    }

    private static Tensor[] Reduce(KernelCall call, double first, Func<double, double, double> real, long firstWhole, Func<long, long, long> whole)
    {
        var (shape, into, _) = Plan(call);
        var size = Tensor.Size(shape);
        return call[0].IsReal
            ? [Tensor.Real(call[0].Type, shape, Fold(call[0].Reals(), into, Filled(size, first), real))]
            : [Tensor.Integer(call[0].Type, shape, Fold(call[0].Integers(), into, Filled(size, firstWhole), whole))];
    }

    private static Tensor[] Logical(KernelCall call, bool first, Func<bool, bool, bool> function)
    {
        var (shape, into, _) = Plan(call);
        return [Tensor.Bool(shape, Fold(call[0].Bools, into, Filled(Tensor.Size(shape), first), function))];
    }

    /// <summary>Shape of the result, the result's index for each element, and how many elements come together.</summary>
    private static (int[] Shape, int[] Into, int Count) Plan(KernelCall call)
    {
        var input = call[0].Shape;
        call.Require(call[1].Rank <= 1, $"Expected reduction indices to be a scalar or vector, but got shape {call[1].ShapeText}");
        var reduced = new bool[input.Length];
        foreach (var axis in call[1].Integers())
        {
            call.Require(axis >= -input.Length && axis < input.Length, $"Invalid reduction dimension ({axis} for input with {input.Length} dimension(s)");
            var d = axis < 0 ? axis + input.Length : axis;
            call.Require(!reduced[d], $"Invalid reduction arguments: Axes contains duplicate dimension: {d}");
            reduced[d] = true;
        }

        int[] kept = [.. input.Select((size, d) => reduced[d] ? 1 : size)];
        var strides = Shapes.Strides(kept);
        var into = IndexMap.Of([.. input.Select((size, d) => IndexMap.Offsets(size, strides[d], i => reduced[d] ? 0 : i))]);
        int[] shape = call.Flag("keep_dims") ? kept : [.. input.Where((_, d) => !reduced[d])];
        return (shape, into, Tensor.Size([.. input.Where((_, d) => reduced[d])]));
    }

    private static T[] Filled<T>(int count, T value)
    {
        var result = new T[count];
        Array.Fill(result, value);
        return result;
    }

    private static T[] Fold<T>(T[] values, int[] into, T[] result, Func<T, T, T> function)
    {
        for (var i = 0; i < values.Length; i++) result[into[i]] = function(result[into[i]], values[i]);
        return result;
    }
}
