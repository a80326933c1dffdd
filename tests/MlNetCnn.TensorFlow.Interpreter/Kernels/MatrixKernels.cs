namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Products of matrices (<c>matmul_op_impl.h</c>).</summary>
internal static class MatrixKernels
{
    [Kernel("MatMul", "a T, b T -> product T", "transpose_a bool = false", "transpose_b bool = false", Kinds.Real)]
    public static Tensor[] MatMul(KernelCall call)
    {
        call.Require(call[0].Rank == 2, $"In[0] is not a matrix. Instead it has shape {call[0].ShapeText}");
        call.Require(call[1].Rank == 2, $"In[1] is not a matrix. Instead it has shape {call[1].ShapeText}");
        return Product(call, call.Flag("transpose_a"), call.Flag("transpose_b"));
    }

    /// <summary>The dimensions before the matrices are broadcast.</summary>
    [Kernel("BatchMatMulV2", "x T, y T -> output T", Kinds.Real, "adj_x bool = false", "adj_y bool = false")]
    public static Tensor[] BatchMatMul(KernelCall call)
    {
        call.Require(call[0].Rank >= 2 && call[1].Rank >= 2, $"In[0] and In[1] ndims must be >= 2: {call[0].ShapeText}, {call[1].ShapeText}");
        return Product(call, call.Flag("adj_x"), call.Flag("adj_y"));
    }

    private static Tensor[] Product(KernelCall call, bool turnA, bool turnB)
    {
        var (a, b) = (call[0], call[1]);
        var (rows, inner) = turnA ? (a.Shape[^1], a.Shape[^2]) : (a.Shape[^2], a.Shape[^1]);
        var (height, columns) = turnB ? (b.Shape[^1], b.Shape[^2]) : (b.Shape[^2], b.Shape[^1]);
        call.Require(inner == height, $"Matrix size-incompatible: In[0]: {a.ShapeText}, In[1]: {b.ShapeText}");
        var batch = Shapes.Broadcast(a.Shape[..^2], b.Shape[..^2]) ?? throw call.Error($"In[0] and In[1] must have compatible batch dimensions: {a.ShapeText} vs. {b.ShapeText}");
        var (mapA, mapB) = (IndexMap.Broadcast(a.Shape[..^2], batch), IndexMap.Broadcast(b.Shape[..^2], batch));
        double[] x = a.Reals(), y = b.Reals(), result = new double[mapA.Length * rows * columns];
        Vectors.For(mapA.Length, (long)result.Length * inner, n =>
        {
            var right = y.AsSpan(mapB[n] * inner * columns, inner * columns).ToArray();
            if (turnB) right = ConvolutionPlan.Turned(right, columns, inner);
            Vectors.Multiply(rows, columns, inner, x.AsSpan(mapA[n] * rows * inner, rows * inner), turnA ? 1 : inner, turnA ? rows : 1, right, result.AsSpan(n * rows * columns, rows * columns));
        });
        return [Tensor.Real(a.Type, [.. batch, rows, columns], result)];
    }
}
