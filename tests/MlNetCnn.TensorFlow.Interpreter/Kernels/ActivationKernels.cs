namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Activation functions of <c>nn_ops.cc</c> (<c>relu_op_functor.h</c>, <c>softplus_op.h</c>, <c>softsign_op.h</c>). NaN goes through all of them.</summary>
internal static class ActivationKernels
{
    private const string Signature = "features T -> activations T";
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluScaleAlpha = 1.7580993408473768599402175208123;

    [Kernel("Relu", Signature, Kinds.Number)]
    public static Tensor[] Relu(KernelCall call) => Elementwise.Number(call, v => v < 0 ? 0 : v, v => Math.Max(v, 0));

    [Kernel("Relu6", Signature, Kinds.Real)]
    public static Tensor[] Relu6(KernelCall call) => Elementwise.Real(call, v => v < 0 ? 0 : v > 6 ? 6 : v);

    [Kernel("Elu", Signature, Kinds.Real)]
    public static Tensor[] Elu(KernelCall call) => Elementwise.Real(call, v => v < 0 ? Special.Expm1(v) : v);

    [Kernel("Selu", Signature, Kinds.Real)]
    public static Tensor[] Selu(KernelCall call) => Elementwise.Real(call, v => v < 0 ? SeluScaleAlpha * Special.Expm1(v) : SeluScale * v);

    [Kernel("Softplus", Signature, Kinds.Real)]
    public static Tensor[] Softplus(KernelCall call) => Elementwise.Real(call, v => double.IsNaN(v) ? v : Special.Softplus(v));

    [Kernel("Softsign", Signature, Kinds.Real)]
    public static Tensor[] Softsign(KernelCall call) => Elementwise.Real(call, v => v / (1 + Math.Abs(v)));

    [Kernel("LeakyRelu", Signature, "alpha float = 0.2", "T type in float,double = float")]
    public static Tensor[] LeakyRelu(KernelCall call)
    {
        var alpha = call.Number("alpha");
        return Elementwise.Real(call, v => v > 0 ? v : alpha * v);
    }

    [Kernel("ReluGrad", "gradients T, features T -> backprops T", Kinds.Real)]
    public static Tensor[] ReluGrad(KernelCall call) => Elementwise.Pairs(call, (g, f) => f > 0 ? g : 0);

    [Kernel("Relu6Grad", "gradients T, features T -> backprops T", Kinds.Real)]
    public static Tensor[] Relu6Grad(KernelCall call) => Elementwise.Pairs(call, (g, f) => f > 0 && f < 6 ? g : 0);

    [Kernel("LeakyReluGrad", "gradients T, features T -> backprops T", "alpha float = 0.2", "T type in float,double = float")]
    public static Tensor[] LeakyReluGrad(KernelCall call)
    {
        var alpha = call.Number("alpha");
        return Elementwise.Pairs(call, (g, f) => f > 0 ? g : alpha * g);
    }

    /// <summary>By the outputs.</summary>
    [Kernel("EluGrad", "gradients T, outputs T -> backprops T", Kinds.Real)]
    public static Tensor[] EluGrad(KernelCall call) => Elementwise.Pairs(call, (g, y) => y < 0 ? (y + 1) * g : g);

    /// <summary>By the outputs.</summary>
    [Kernel("SeluGrad", "gradients T, outputs T -> backprops T", Kinds.Real)]
    public static Tensor[] SeluGrad(KernelCall call) => Elementwise.Pairs(call, (g, y) => y < 0 ? (y + SeluScaleAlpha) * g : SeluScale * g);

    [Kernel("SoftplusGrad", "gradients T, features T -> backprops T", Kinds.Real)]
    public static Tensor[] SoftplusGrad(KernelCall call) => Elementwise.Pairs(call, (g, f) => g * Special.Sigmoid(f));

    [Kernel("SoftsignGrad", "gradients T, features T -> backprops T", Kinds.Real)]
    public static Tensor[] SoftsignGrad(KernelCall call) => Elementwise.Pairs(call, (g, f) => g / ((1 + Math.Abs(f)) * (1 + Math.Abs(f))));

    /// <summary>The output comes first.</summary>
    [Kernel("SigmoidGrad", "y T, dy T -> z T", Kinds.Real)]
    public static Tensor[] SigmoidGrad(KernelCall call) => Elementwise.Pairs(call, (y, dy) => dy * y * (1 - y));

    /// <summary>The output comes first.</summary>
    [Kernel("TanhGrad", "y T, dy T -> z T", Kinds.Real)]
    public static Tensor[] TanhGrad(KernelCall call) => Elementwise.Pairs(call, (y, dy) => dy * (1 - y * y));

    /// <summary>The output comes first.</summary>
    [Kernel("SqrtGrad", "y T, dy T -> z T", Kinds.Real)]
    public static Tensor[] SqrtGrad(KernelCall call) => Elementwise.Pairs(call, (y, dy) => dy * 0.5 / y);

    /// <summary>The output comes first.</summary>
    [Kernel("RsqrtGrad", "y T, dy T -> z T", Kinds.Real)]
    public static Tensor[] RsqrtGrad(KernelCall call) => Elementwise.Pairs(call, (y, dy) => dy * -0.5 * y * y * y);

    /// <summary>The output comes first.</summary>
    [Kernel("ReciprocalGrad", "y T, dy T -> z T", Kinds.Real)]
    [Kernel("InvGrad", "y T, dy T -> z T", Kinds.Real)]
    public static Tensor[] ReciprocalGrad(KernelCall call) => Elementwise.Pairs(call, (y, dy) => -dy * y * y);
}
