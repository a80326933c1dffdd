namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Tensors of one value or of a row of them.</summary>
internal static class FillKernels
{
    [Kernel("Fill", "dims index_type, value T -> output T", Kinds.Any, "index_type type in int32,int64 = int32")]
    public static Tensor[] Fill(KernelCall call)
    {
        var shape = call.Vector(0, "dims");
        call.Require(call[1].Rank == 0, $"value must represent a scalar, got shape {call[1].ShapeText}");
        call.Require(Array.TrueForAll(shape, d => d >= 0), $"Dimensions of [{string.Join(",", shape)}] must be >= 0");
        return [IndexMap.Take(call[1], shape, new int[Tensor.Size(shape)])];
    }

    [Kernel("ZerosLike", "x T -> y T", Kinds.Any)]
    public static Tensor[] ZerosLike(KernelCall call) => [new(call[0].Type, call[0].Shape, Tensor.NewArray(call[0].Type, call[0].Count))];

    [Kernel("OnesLike", "x T -> y T", Kinds.Number)]
    public static Tensor[] OnesLike(KernelCall call) => Elementwise.Number(call, _ => 1, _ => 1);

    [Kernel("BroadcastTo", "input T, shape Tidx -> output T", Kinds.Any, Kinds.Tidx)]
    public static Tensor[] BroadcastTo(KernelCall call)
    {
        var shape = call.Vector(1, "shape");
        call.Require(
            Shapes.Broadcast(call[0].Shape, shape) is { } both && Shapes.Same(both, shape), $"Incompatible shapes: {call[0].ShapeText} vs. [{string.Join(",", shape)}]");
        return [IndexMap.Take(call[0], shape, IndexMap.Broadcast(call[0].Shape, shape))];
    }

    [Kernel("Range", "start Tidx, limit Tidx, delta Tidx -> output Tidx", "Tidx type in float,double,int32,int64 = int32")]
    public static Tensor[] Range(KernelCall call)
    {
        foreach (var input in call.Inputs) call.Require(input.Rank == 0, $"start, limit and delta must be scalars, not shape {input.ShapeText}");
        if (call[0].IsReal)
        {
            var (start, limit, delta) = (call[0].Reals()[0], call[1].Reals()[0], call[2].Reals()[0]);
            Check(call, start, limit, delta);
            var values = new double[(int)Math.Max(0, Math.Ceiling((limit - start) / delta))];
            for (var i = 0; i < values.Length; i++) values[i] = start + i * delta;
            return [Tensor.Real(call[0].Type, [values.Length], values)];
        }

        var (from, to, step) = (call[0].Integers()[0], call[1].Integers()[0], call[2].Integers()[0]);
        Check(call, from, to, step);
        var count = (Math.Abs(to - from) + Math.Abs(step) - 1) / Math.Abs(step);
        return [Tensor.Integer(call[0].Type, [(int)count], [.. Enumerable.Range(0, (int)count).Select(i => from + i * step)])];
    }

    [Kernel("LinSpace", "start T, stop T, num Tidx -> output T", Kinds.Real, Kinds.Tidx)]
    public static Tensor[] LinSpace(KernelCall call)
    {
        var (start, stop, count) = (call.RealScalar(0, "start"), call.RealScalar(1, "stop"), (int)call.Scalar(2, "num"));
        call.Require(count > 0, $"Requires num > 0: {count}");
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = count == 1 ? start : i == count - 1 ? stop : start + (stop - start) / (count - 1) * i;
        return [Tensor.Real(call[0].Type, [count], values)];
    }

    [Kernel("OneHot", "indices TI, depth int32, on_value T, off_value T -> output T", "axis int = -1", Kinds.Any, "TI type in uint8,int32,int64 = int64")]
    public static Tensor[] OneHot(KernelCall call)
    {
        call.Require(call[1].Rank == 0 && call[2].Rank == 0 && call[3].Rank == 0, "depth, on_value and off_value must be scalars");
        var (rank, depth, axis) = (call[0].Rank, (int)call[1].Integers()[0], call.Int("axis"));
        call.Require(depth >= 0, $"depth must be non-negative, got: {depth}");
        call.Require(axis >= -1 && axis <= rank, $"Expected axis to be -1 or between [0, {rank}), but received: {axis}");
        var at = (int)(axis < 0 ? rank : axis);
        var inner = Shapes.Product(call[0].Shape, at, rank);
        var indices = call[0].Integers();
        var map = new int[indices.Length * depth];
        for (var i = 0; i < indices.Length; i++)
            if (indices[i] >= 0 && indices[i] < depth) map[(i / inner * depth + indices[i]) * inner + i % inner] = 1;
        var both = new Tensor(call[2].Type, [2], Pair(call[3], call[2]));
        return [IndexMap.Take(both, [.. call[0].Shape[..at], depth, .. call[0].Shape[at..]], map)];
    }

    private static Array Pair(Tensor first, Tensor second)
    {
        var result = Tensor.NewArray(first.Type, 2);
        Array.Copy(first.Data, 0, result, 0, 1);
        Array.Copy(second.Data, 0, result, 1, 1);
        return result;
    }

    private static void Check(KernelCall call, double start, double limit, double delta)
    {
        call.Require(delta != 0, $"Requires delta != 0: {delta}");
        call.Require(delta > 0 ? start <= limit : start >= limit, $"Requires start {(delta > 0 ? "<=" : ">=")} limit when delta {(delta > 0 ? ">" : "<")} 0: {start}/{limit}");
    }
}
