namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>A value per channel added (<c>bias_op.cc</c>).</summary>
internal static class BiasKernels
{
    [Kernel("BiasAdd", "value T, bias T -> output T", Kinds.Number, Picture.Format)]
    public static Tensor[] BiasAdd(KernelCall call)
    {
        call.Require(call[0].Rank >= 2, $"Input tensor must be at least 2D: {call[0].ShapeText}");
        call.Require(call[1].Rank == 1, $"Biases must be 1D: {call[1].ShapeText}");
        var axis = ChannelAxis(call);
        call.Require(
            call[1].Count == call[0].Shape[axis], $"Must provide as many biases as the last dimension of the input tensor: {call[1].ShapeText} vs. {call[0].ShapeText}");
        int[] shape = [.. call[0].Shape.Select((size, d) => d == axis ? size : 1)];
        return BinaryKernels.Add(new KernelCall(call.Name, new Dictionary<string, AttrValue>(), [call[0], call[1].As(shape)], call.Resources));
    }

    [Kernel("BiasAddGrad", "out_backprop T -> output T", Kinds.Real, Picture.Format)]
    public static Tensor[] BiasAddGrad(KernelCall call)
    {
        call.Require(call[0].Rank >= 2, $"Input tensor must be at least 2D: {call[0].ShapeText}");
        var axis = ChannelAxis(call);
        var inner = Shapes.Product(call[0].Shape, axis + 1, call[0].Rank);
        var (dy, result) = (call[0].Reals(), new double[call[0].Shape[axis]]);
        for (var i = 0; i < dy.Length; i++) result[i / inner % result.Length] += dy[i];
        return [Tensor.Real(call[0].Type, [result.Length], result)];
    }

    private static int ChannelAxis(KernelCall call) => Picture.IsFirst(call) ? 1 : call[0].Rank - 1;
}
