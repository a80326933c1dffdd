namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Loops over elements, one tensor or two broadcast ones.</summary>
internal static class Elementwise
{
    /// <summary>A function of each real.</summary>
    public static Tensor[] Real(KernelCall call, Func<double, double> function)
    {
        var x = call[0].Reals();
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++) y[i] = function(x[i]);
        return [Tensor.Real(call[0].Type, call[0].Shape, y)];
    }

    /// <summary>A function of each number, real or whole.</summary>
    public static Tensor[] Number(KernelCall call, Func<double, double> real, Func<long, long> whole) =>
        call[0].IsReal ? Real(call, real) : [Tensor.Integer(call[0].Type, call[0].Shape, Array.ConvertAll(call[0].Integers(), v => whole(v)))];

    /// <summary>A function of two reals; the tensors must have the same shape.</summary>
    public static Tensor[] Pairs(KernelCall call, Func<double, double, double> function)
    {
        call.Require(
            Shapes.Same(call[0].Shape, call[1].Shape),
            $"Inputs to operation {call.Name} must have the same size and shape.  Input 0: {call[0].ShapeText} != input 1: {call[1].ShapeText}");
        return [Tensor.Real(call[0].Type, call[0].Shape, Zip(call[0].Reals(), call[1].Reals(), null, null, call[0].Count, function))];
    }

    /// <summary>A function of two reals, broadcast.</summary>
    public static Tensor[] RealBinary(KernelCall call, Func<double, double, double> function)
    {
        var (shape, a, b) = Maps(call);
        return [Tensor.Real(call[0].Type, shape, Zip(call[0].Reals(), call[1].Reals(), a, b, Tensor.Size(shape), function))];
    }

    /// <summary>A function of two numbers, broadcast.</summary>
    public static Tensor[] Binary(KernelCall call, Func<double, double, double> real, Func<long, long, long> whole)
    {
        if (call[0].IsReal) return RealBinary(call, real);
        var (shape, a, b) = Maps(call);
        return [Tensor.Integer(call[0].Type, shape, Zip(call[0].Integers(), call[1].Integers(), a, b, Tensor.Size(shape), whole))];
    }

    /// <summary>A comparison of two numbers, broadcast.</summary>
    public static Tensor[] Compare(KernelCall call, Func<double, double, bool> real, Func<long, long, bool> whole)
    {
        var (shape, a, b) = Maps(call);
        var count = Tensor.Size(shape);
        return [Tensor.Bool(shape, call[0].IsReal
            ? Zip(call[0].Reals(), call[1].Reals(), a, b, count, real)
            : Zip(call[0].Integers(), call[1].Integers(), a, b, count, whole))];
    }

    /// <summary>A function of two truth values, broadcast.</summary>
    public static Tensor[] Logical(KernelCall call, Func<bool, bool, bool> function)
    {
        var (shape, a, b) = Maps(call);
        return [Tensor.Bool(shape, Zip(call[0].Bools, call[1].Bools, a, b, Tensor.Size(shape), function))];
    }

    /// <summary>The shape that two inputs broadcast to, and the index maps of those that are not of that shape already.</summary>
    private static (int[] Shape, int[]? First, int[]? Second) Maps(KernelCall call)
    {
        var (x, y) = (call[0].Shape, call[1].Shape);
        var shape = Shapes.Broadcast(x, y) ?? throw call.Error($"Incompatible shapes: {call[0].ShapeText} vs. {call[1].ShapeText}");
        return (shape, Shapes.Same(x, shape) ? null : IndexMap.Broadcast(x, shape), Shapes.Same(y, shape) ? null : IndexMap.Broadcast(y, shape));
    }

    private static TResult[] Zip<T, TResult>(T[] x, T[] y, int[]? a, int[]? b, int count, Func<T, T, TResult> function)
    {
        var result = new TResult[count];
        for (var i = 0; i < count; i++) result[i] = function(x[a is null ? i : a[i]], y[b is null ? i : b[i]]);
        return result;
    }
}
