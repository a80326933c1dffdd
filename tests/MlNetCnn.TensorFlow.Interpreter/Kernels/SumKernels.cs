namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Sums of many tensors, and limits.</summary>
internal static class SumKernels
{
    [Kernel("AddN", "inputs N*T -> sum T", "N int", Kinds.Number)]
    public static Tensor[] AddN(KernelCall call)
    {
        call.Require(call.Inputs.Length >= 1, "AddN needs at least one input");
        var first = call[0];
        for (var i = 1; i < call.Inputs.Length; i++)
            call.Require(
                Shapes.Same(first.Shape, call[i].Shape),
                $"Inputs to operation {call.Name} of type AddN must have the same size and shape.  Input 0: {first.ShapeText} != input {i}: {call[i].ShapeText}");
        if (first.IsReal)
        {
            var sum = new double[first.Count];
            foreach (var input in call.Inputs) Vectors.AddScaled(1, input.Reals(), sum);
            return [Tensor.Real(first.Type, first.Shape, sum)];
        }

        return [Tensor.Integer(first.Type, first.Shape, [.. Enumerable.Range(0, first.Count).Select(i => call.Inputs.Sum(input => input.Integers()[i]))])];
    }

    [Kernel("ClipByValue", "t T, clip_value_min T, clip_value_max T -> output T", Kinds.Real)]
    public static Tensor[] Clip(KernelCall call)
    {
        for (var i = 1; i <= 2; i++)
            call.Require(
                call[i].Rank == 0 || Shapes.Same(call[i].Shape, call[0].Shape), $"clip_value_min and clip_value_max must be either of the same shape as input, or a scalar. input shape: {call[0].ShapeText}, limit: {call[i].ShapeText}");
        double[] x = call[0].Reals(), low = call[1].Reals(), high = call[2].Reals(), y = new double[x.Length];
        for (var i = 0; i < y.Length; i++) y[i] = Math.Max(Math.Min(x[i], high[high.Length == 1 ? 0 : i]), low[low.Length == 1 ? 0 : i]);
        return [Tensor.Real(call[0].Type, call[0].Shape, y)];
    }
}
