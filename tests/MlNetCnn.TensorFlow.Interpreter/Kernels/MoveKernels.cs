namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Operations that turn, repeat, choose and reverse.</summary>
internal static class MoveKernels
{
    [Kernel("Transpose", "x T, perm Tperm -> y T", "T type", "Tperm type in int32,int64 = int32")]
    public static Tensor[] Transpose(KernelCall call)
    {
        var perm = call.Vector(1, "perm");
        var rank = call[0].Rank;
        call.Require(perm.Length == rank, $"transpose expects a vector of size {rank}. But input(1) is a vector of size {perm.Length}");
        var seen = new bool[rank];
        foreach (var d in perm)
        {
            call.Require(d >= 0 && d < rank, $"{d} is out of range [0 .. {rank})");
            call.Require(!seen[d], $"{d} is missing from {{{string.Join(",", perm)}}}.");
            seen[d] = true;
        }

        return [Transpose(call[0], perm)];
    }

    /// <summary>Dimension d of the result is dimension perm[d] of the tensor.</summary>
    public static Tensor Transpose(Tensor x, int[] perm)
    {
        var strides = Shapes.Strides(x.Shape);
        return IndexMap.Take(x, [.. perm.Select(d => x.Shape[d])], IndexMap.Of([.. perm.Select(d => IndexMap.Offsets(x.Shape[d], strides[d], i => i))]));
    }

    [Kernel("InvertPermutation", "x T -> y T", "T type in int32,int64 = int32")]
    public static Tensor[] InvertPermutation(KernelCall call)
    {
        var perm = call.Vector(0, "invert_permutation expects a 1D vector: input");
        var result = new long[perm.Length];
        Array.Fill(result, -1);
        for (var i = 0; i < perm.Length; i++)
        {
            call.Require(perm[i] >= 0 && perm[i] < perm.Length, $"{perm[i]} is not between 0 and {perm.Length}");
            call.Require(result[perm[i]] < 0, $"{perm[i]} is duplicated in the input.");
            result[perm[i]] = i;
        }

        return [Tensor.Integer(call[0].Type, [perm.Length], result)];
    }

    [Kernel("Tile", "input T, multiples Tmultiples -> output T", Kinds.Any, "Tmultiples type in int32,int64 = int32")]
    public static Tensor[] Tile(KernelCall call)
    {
        var multiples = call.Vector(1, "Expected multiples to be 1-D: multiples");
        var shape = call[0].Shape;
        call.Require(multiples.Length == shape.Length, $"Expected multiples argument to be a vector of length {shape.Length} but got length {multiples.Length}");
        call.Require(Array.TrueForAll(multiples, m => m >= 0), $"Expected multiples[i] >= 0, but got [{string.Join(",", multiples)}]");
        var strides = Shapes.Strides(shape);
        return [IndexMap.Take(call[0], [.. shape.Zip(multiples, (s, m) => s * m)], IndexMap.Of([.. shape.Select((s, d) => IndexMap.Offsets(s * multiples[d], strides[d], i => i % s))]))];
    }

    [Kernel("ReverseV2", "tensor T, axis Tidx -> output T", Kinds.Tidx, Kinds.Any)]
    public static Tensor[] Reverse(KernelCall call)
    {
        var (shape, rank) = (call[0].Shape, call[0].Rank);
        var reversed = new bool[rank];
        foreach (var axis in call.Vector(1, "'dims' must be 1-dimension: dims"))
        {
            call.Require(axis >= -rank && axis < rank, $"'axis'[] = {axis} is out of valid range [{-rank}, {rank - 1}]");
            var d = axis < 0 ? axis + rank : axis;
            call.Require(!reversed[d], $"axis {d} specified more than once.");
            reversed[d] = true;
        }

        var strides = Shapes.Strides(shape);
        return [IndexMap.Take(call[0], shape, IndexMap.Of([.. shape.Select((s, d) => IndexMap.Offsets(s, strides[d], i => reversed[d] ? s - 1 - i : i))]))];
    }

    [Kernel("Roll", "input T, shift Tshift, axis Taxis -> output T", Kinds.Any, "Tshift type in int32,int64", "Taxis type in int32,int64")]
    public static Tensor[] Roll(KernelCall call)
    {
        call.Require(Shapes.Same(call[1].Shape, call[2].Shape) && call[1].Rank <= 1, "shift and axis must have the same size");
        var shape = call[0].Shape;
        var by = new long[shape.Length];
        var shifts = call[1].Integers();
        for (var i = 0; i < shifts.Length; i++) by[call.Axis(call[2].Integers()[i], shape.Length)] += shifts[i];
        var strides = Shapes.Strides(shape);
        return [IndexMap.Take(call[0], shape, IndexMap.Of([.. shape.Select((s, d) => IndexMap.Offsets(s, strides[d], i => (int)(((i - by[d]) % s + s) % s)))]))];
    }

    [Kernel("SelectV2", "condition bool, t T, e T -> output T", Kinds.Any)]
    public static Tensor[] Select(KernelCall call)
    {
        var shape = Shapes.Broadcast(call[1].Shape, call[2].Shape) is { } values ? Shapes.Broadcast(call[0].Shape, values) : null;
        if (shape is null) throw call.Error($"condition {call[0].ShapeText}, then {call[1].ShapeText}, and else {call[2].ShapeText} must be broadcastable");
        return [Choose(call, shape)];
    }

    /// <summary>As SelectV2, but the shapes must be the same.</summary>
    [Kernel("Select", "condition bool, t T, e T -> output T", Kinds.Any)]
    public static Tensor[] SelectSame(KernelCall call)
    {
        call.Require(Shapes.Same(call[1].Shape, call[2].Shape), $"'then' and 'else' must have the same size.  but received: {call[1].ShapeText} vs. {call[2].ShapeText}");
        call.Require(Shapes.Same(call[0].Shape, call[1].Shape) || call[0].Rank == 0, $"'cond' must have the same shape as 'then' or be a scalar, not {call[0].ShapeText}");
        return [Choose(call, call[1].Shape)];
    }

    private static Tensor Choose(KernelCall call, int[] shape)
    {
        var (c, t, e) = (IndexMap.Broadcast(call[0].Shape, shape), IndexMap.Broadcast(call[1].Shape, shape), IndexMap.Broadcast(call[2].Shape, shape));
        var both = Tensor.NewArray(call[1].Type, call[1].Count + call[2].Count);
        Array.Copy(call[1].Data, both, call[1].Count);
        Array.Copy(call[2].Data, 0, both, call[1].Count, call[2].Count);
        var map = new int[c.Length];
        for (var i = 0; i < map.Length; i++) map[i] = call[0].Bools[c[i]] ? t[i] : call[1].Count + e[i];
        return IndexMap.Take(new(call[1].Type, [both.Length], both), shape, map);
    }
}
