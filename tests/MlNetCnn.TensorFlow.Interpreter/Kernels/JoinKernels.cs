namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Operations that put tensors together and take them apart.</summary>
internal static class JoinKernels
{
    [Kernel("ConcatV2", "values N*T, axis Tidx -> output T", "N int", "T type", Kinds.Tidx)]
    public static Tensor[] Concat(KernelCall call)
    {
        var values = call.Inputs[..^1];
        call.Require(values.Length >= 2, $"Need at least 2 tensors to concatenate, got {values.Length}");
        var axis = call.Axis(call.Scalar(values.Length, "ConcatOp : Concat dim tensor"), values[0].Rank, "concatenating dimensions");
        for (var i = 1; i < values.Length; i++)
        {
            call.Require(
                values[i].Rank == values[0].Rank,
                $"ConcatOp : Ranks of all input tensors should match: shape[0] = {values[0].ShapeText} vs. shape[{i}] = {values[i].ShapeText}");
            for (var d = 0; d < values[0].Rank; d++)
                call.Require(
                    d == axis || values[i].Shape[d] == values[0].Shape[d], $"ConcatOp : Dimension {d} in both shapes must be equal: shape[0] = {values[0].ShapeText} vs. shape[{i}] = {values[i].ShapeText}");
        }

        int[] shape = [.. values[0].Shape];
        shape[axis] = values.Sum(v => v.Shape[axis]);
        return [new(values[0].Type, shape, Join(values, Shapes.Product(shape, 0, axis), Tensor.Size(shape)))];
    }

    [Kernel("Pack", "values N*T -> output T", "N int", "T type", "axis int = 0")]
    public static Tensor[] Pack(KernelCall call)
    {
        var values = call.Inputs;
        var rank = values[0].Rank;
        var axis = call.Axis(call.Int("axis"), rank + 1);
        foreach (var v in values)
            call.Require(Shapes.Same(v.Shape, values[0].Shape), $"Shapes of all inputs must match: values[0].shape = {values[0].ShapeText} != {v.ShapeText}");
        int[] shape = [.. values[0].Shape[..axis], values.Length, .. values[0].Shape[axis..]];
        return [new(values[0].Type, shape, Join(values, Shapes.Product(shape, 0, axis), Tensor.Size(shape)))];
    }

    [Kernel("Unpack", "value T -> output num*T", "num int", "T type", "axis int = 0")]
    public static Tensor[] Unpack(KernelCall call)
    {
        var axis = call.Axis(call.Int("axis"), call[0].Rank);
        var count = (int)call.Int("num");
        call.Require(call[0].Shape[axis] == count, $"Input shape axis {axis} must equal {count}, got shape {call[0].ShapeText}");
        int[] shape = [.. call[0].Shape.Where((_, d) => d != axis)];
        return [.. Part(call[0], axis, [.. Enumerable.Repeat(1, count)]).Select(part => part.As(shape))];
    }

    [Kernel("Split", "split_dim int32, value T -> output num_split*T", "num_split int", "T type")]
    public static Tensor[] Split(KernelCall call)
    {
        var axis = call.Axis(call.Scalar(0, "split_dim"), call[1].Rank, "split_dim");
        var count = (int)call.Int("num_split");
        var size = call[1].Shape[axis];
        call.Require(count > 0, $"Number of ways to split should be > 0, but got {count}");
        call.Require(size % count == 0, $"Number of ways to split should evenly divide the split dimension, but got split_dim {axis} (size = {size}) and num_split {count}");
        return Part(call[1], axis, [.. Enumerable.Repeat(size / count, count)]);
    }

    [Kernel("SplitV", "value T, size_splits Tlen, split_dim int32 -> output num_split*T", "num_split int", "T type", "Tlen type in int32,int64 = int64")]
    public static Tensor[] SplitV(KernelCall call)
    {
        var axis = call.Axis(call.Scalar(2, "split_dim"), call[0].Rank, "split_dim");
        var sizes = call.Vector(1, "size_splits");
        call.Require(sizes.Length == call.Int("num_split"), $"The length of size_splits must be {call.Int("num_split")}, not {sizes.Length}");
        var open = Array.IndexOf(sizes, -1);
        var total = call[0].Shape[axis];
        if (open >= 0) sizes[open] = total - sizes.Where((_, i) => i != open).Sum();
        call.Require(
            Array.TrueForAll(sizes, s => s >= 0) && sizes.Sum() == total, $"Determined shape must either match input shape along split_dim exactly if fully specified, or be less: {total} and [{string.Join(",", sizes)}]");
        return Part(call[0], axis, sizes);
    }

    [Kernel("ConcatOffset", "concat_dim int32, shape N*int32 -> offset N*int32", "N int")]
    public static Tensor[] ConcatOffset(KernelCall call)
    {
        var axis = call.Axis(call.Scalar(0, "concat_dim"), call[1].Count);
        var sum = 0L;
        var result = new List<Tensor>();
        for (var i = 1; i < call.Inputs.Length; i++)
        {
            var offset = new long[call[1].Count];
            offset[axis] = sum;
            sum += call[i].Integers()[axis];
            result.Add(Tensor.Integer(DataType.Int32, [offset.Length], offset));
        }

        return [.. result];
    }

    /// <summary>Rows of all tensors by turns; a tensor's row is what lies behind the dimensions before the axis.</summary>
    private static Array Join(Tensor[] values, int rows, int count)
    {
        var result = Tensor.NewArray(values[0].Type, count);
        var at = 0;
        for (var r = 0; r < rows; r++)
            foreach (var v in values)
            {
                var size = v.Count / rows;
                Array.Copy(v.Data, r * size, result, at, size);
                at += size;
            }

        return result;
    }

    private static Tensor[] Part(Tensor value, int axis, int[] sizes)
    {
        var rows = Shapes.Product(value.Shape, 0, axis);
        var inner = Shapes.Product(value.Shape, axis + 1, value.Rank);
        var row = value.Shape[axis] * inner;
        var result = new Tensor[sizes.Length];
        for (int p = 0, at = 0; p < sizes.Length; at += sizes[p++] * inner)
        {
            var size = sizes[p] * inner;
            var data = Tensor.NewArray(value.Type, rows * size);
            for (var r = 0; r < rows; r++) Array.Copy(value.Data, r * row + at, data, r * size, size);
            int[] shape = [.. value.Shape];
            shape[axis] = sizes[p];
            result[p] = new(value.Type, shape, data);
        }

        return result;
    }
}
