namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Softmax over the last axis, and the cross-entropies that take logits (<c>softmax_op_functor.h</c>, <c>xent_op.cc</c>, <c>sparse_xent_op.cc</c>).</summary>
internal static class SoftmaxKernels
{
    [Kernel("Softmax", "logits T -> softmax T", Kinds.Real)]
    public static Tensor[] Softmax(KernelCall call) => Rows(call, (x, y) =>
    {
        var log = LogSum(x);
        for (var i = 0; i < x.Length; i++) y[i] = Math.Exp(x[i] - log);
    });

    [Kernel("LogSoftmax", "logits T -> logsoftmax T", Kinds.Real)]
    public static Tensor[] LogSoftmax(KernelCall call) => Rows(call, (x, y) =>
    {
        var log = LogSum(x);
        for (var i = 0; i < x.Length; i++) y[i] = x[i] - log;
    });

    [Kernel("SoftmaxCrossEntropyWithLogits", "features T, labels T -> loss T, backprop T", Kinds.Real)]
    public static Tensor[] CrossEntropy(KernelCall call)
    {
        var shape = Shapes.Broadcast(call[0].Shape, call[1].Shape)
            ?? throw call.Error($"logits and labels must be broadcastable: logits_size={call[0].ShapeText} labels_size={call[1].ShapeText}");
        call.Require(shape.Length == 2, $"logits and labels must be either 2-dimensional, or broadcasted to be 2-dimensional, but are {call[0].ShapeText} and {call[1].ShapeText}");
        var x = IndexMap.Take(call[0], shape, IndexMap.Broadcast(call[0].Shape, shape)).Reals();
        var t = IndexMap.Take(call[1], shape, IndexMap.Broadcast(call[1].Shape, shape)).Reals();
        var (rows, classes) = (shape[0], shape[1]);
        var loss = new double[rows];
        var back = new double[rows * classes];
        for (var r = 0; r < rows; r++)
        {
            var log = LogSum(x.AsSpan(r * classes, classes));
            for (var i = r * classes; i < (r + 1) * classes; i++)
            {
                loss[r] += t[i] * (log - x[i]);
                back[i] = Math.Exp(x[i] - log) - t[i];
            }
        }

        return [Tensor.Real(call[0].Type, [rows], loss), Tensor.Real(call[0].Type, shape, back)];
    }

    [Kernel("SparseSoftmaxCrossEntropyWithLogits", "features T, labels Tlabels -> loss T, backprop T", Kinds.Real, "Tlabels type in int32,int64 = int64")]
    public static Tensor[] SparseCrossEntropy(KernelCall call)
    {
        call.Require(call[0].Rank == 2, $"logits must be 2-D, but got shape {call[0].ShapeText}");
        call.Require(call[1].Rank == 1, $"labels must be 1-D, but got shape {call[1].ShapeText}");
        var (rows, classes) = (call[0].Shape[0], call[0].Shape[1]);
        call.Require(rows == call[1].Count, $"logits and labels must have the same first dimension, got logits shape {call[0].ShapeText} and labels shape {call[1].ShapeText}");
        call.Require(rows == 0 || classes > 0, $"Must have at least one class, but got logits shape {call[0].ShapeText}");
        var (x, labels) = (call[0].Reals(), call[1].Integers());
        var loss = new double[rows];
        var back = new double[rows * classes];
        for (var r = 0; r < rows; r++)
        {
            var label = labels[r];
            call.Require(
                label >= 0 && label < classes,
                $"Received a label value of {label} which is outside the valid range of [0, {classes}).  Label values: {string.Join(" ", labels)}");
            var log = LogSum(x.AsSpan(r * classes, classes));
            loss[r] = log - x[r * classes + label];
            for (var c = 0; c < classes; c++) back[r * classes + c] = Math.Exp(x[r * classes + c] - log) - (c == label ? 1 : 0);
        }

        return [Tensor.Real(call[0].Type, [rows], loss), Tensor.Real(call[0].Type, call[0].Shape, back)];
    }

    private delegate void RowFunction(ReadOnlySpan<double> x, Span<double> y);

    private static Tensor[] Rows(KernelCall call, RowFunction function)
    {
        call.Require(call[0].Rank >= 1, $"logits must have >= 1 dimension, got {call[0].ShapeText}");
        var x = call[0].Reals();
        var y = new double[x.Length];
        var size = call[0].Shape[^1];
        for (var i = 0; i < x.Length; i += size) function(x.AsSpan(i, size), y.AsSpan(i, size));
        return [Tensor.Real(call[0].Type, call[0].Shape, y)];
    }

    private static double LogSum(ReadOnlySpan<double> x)
    {
        var max = double.NegativeInfinity;
        foreach (var v in x) max = Math.Max(max, v);
        var sum = 0d;
        foreach (var v in x) sum += Math.Exp(v - max);
        return max + Math.Log(sum);
    }
}
