namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Positions of the largest, running sums: operations that look along one axis in order.</summary>
internal static class OrderKernels
{
    /// <summary>Of equal values the first.</summary>
    [Kernel("ArgMax", "input T, dimension Tidx -> output output_type", Kinds.Number, Kinds.Tidx, "output_type type in int32,int64 = int64")]
    public static Tensor[] ArgMax(KernelCall call) => Best(call, (a, b) => a > b);

    /// <summary>Of equal values the first.</summary>
    [Kernel("ArgMin", "input T, dimension Tidx -> output output_type", Kinds.Number, Kinds.Tidx, "output_type type in int32,int64 = int64")]
    public static Tensor[] ArgMin(KernelCall call) => Best(call, (a, b) => a < b);

    [Kernel("Cumsum", "x T, axis Tidx -> out T", "exclusive bool = false", "reverse bool = false", Kinds.Real, Kinds.Tidx)]
    public static Tensor[] Cumsum(KernelCall call) => Run(call, 0, (a, v) => a + v);

    [Kernel("Cumprod", "x T, axis Tidx -> out T", "exclusive bool = false", "reverse bool = false", Kinds.Real, Kinds.Tidx)]
    public static Tensor[] Cumprod(KernelCall call) => Run(call, 1, (a, v) => a * v);

    /// <summary>Of equal values the first, and before the later one.</summary>
    [Kernel("TopKV2", "input T, k int32 -> values T, indices int32", "sorted bool = true", Kinds.Number)]
    public static Tensor[] TopK(KernelCall call)
    {
        var k = (int)call.Scalar(1, "k");
        call.Require(k >= 0, $"Need k >= 0, got {k}");
        call.Require(call[0].Rank >= 1, $"input must be >= 1-D, got shape {call[0].ShapeText}");
        var size = call[0].Shape[^1];
        call.Require(size >= k, $"input must have at least k columns. Had {size}, needed {k}");
        var x = call[0].IsReal ? call[0].Reals() : Array.ConvertAll(call[0].Integers(), v => (double)v);
        var from = new int[size == 0 ? 0 : x.Length / size * k];
        var indices = new int[from.Length];
        for (var r = 0; r * size < x.Length; r++)
        {
            int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => x[r * size + i]).Take(k)];
            for (var j = 0; j < k; j++) (indices[r * k + j], from[r * k + j]) = (order[j], r * size + order[j]);
        }

        int[] shape = [.. call[0].Shape[..^1], k];
        return [IndexMap.Take(call[0], shape, from), new(DataType.Int32, shape, indices)];
    }

    private static Tensor[] Best(KernelCall call, Func<double, double, bool> better)
    {
        var axis = call.Axis(call.Scalar(1, "dim"), call[0].Rank, "dimension");
        var (outer, size, inner) = Parts(call[0].Shape, axis);
        call.Require(size > 0, $"Reduction axis {axis} is empty in shape {call[0].ShapeText}");
        var x = call[0].IsReal ? call[0].Reals() : Array.ConvertAll(call[0].Integers(), v => (double)v);
        var result = new long[outer * inner];
        for (var o = 0; o < outer; o++)
            for (var n = 0; n < inner; n++)
            {
                var best = 0;
                for (var i = 1; i < size; i++)
                    if (better(x[(o * size + i) * inner + n], x[(o * size + best) * inner + n])) best = i;
                result[o * inner + n] = best;
            }

        return [Tensor.Integer(call.Type("output_type"), [.. call[0].Shape.Where((_, d) => d != axis)], result)];
    }

    private static Tensor[] Run(KernelCall call, double first, Func<double, double, double> function)
    {
        var axis = call.Axis(call.Scalar(1, "ScanOp: axis"), call[0].Rank, "scan axis");
        var (outer, size, inner) = Parts(call[0].Shape, axis);
        var (exclusive, reverse) = (call.Flag("exclusive"), call.Flag("reverse"));
        var x = call[0].Reals();
        var y = new double[x.Length];
        for (var o = 0; o < outer; o++)
            for (var n = 0; n < inner; n++)
            {
                var sum = first;
                for (var i = 0; i < size; i++)
                {
                    var at = (o * size + (reverse ? size - 1 - i : i)) * inner + n;
                    var next = function(sum, x[at]);
                    y[at] = exclusive ? sum : next;
                    sum = next;
                }
            }

        return [Tensor.Real(call[0].Type, call[0].Shape, y)];
    }

    private static (int Outer, int Size, int Inner) Parts(int[] shape, int axis) => (Shapes.Product(shape, 0, axis), shape[axis], Shapes.Product(shape, axis + 1, shape.Length));
}
