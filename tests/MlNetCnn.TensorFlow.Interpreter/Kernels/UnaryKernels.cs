namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Functions of each element, as <c>math_ops.cc</c> and <c>cwise_op_*.cc</c> have them.</summary>
internal static class UnaryKernels
{
    private const string Signature = "x T -> y T";

    [Kernel("Abs", Signature, Kinds.Number)]
    public static Tensor[] Abs(KernelCall call) => Elementwise.Number(call, Math.Abs, v => v < 0 ? -v : v);

    [Kernel("Neg", Signature, Kinds.Number)]
    public static Tensor[] Neg(KernelCall call) => Elementwise.Number(call, v => -v, v => -v);

    [Kernel("Square", Signature, Kinds.Number)]
    public static Tensor[] Square(KernelCall call) => Elementwise.Number(call, v => v * v, v => v * v);

    [Kernel("Sign", Signature, Kinds.Number)]
    public static Tensor[] Sign(KernelCall call) => Elementwise.Number(call, v => v > 0 ? 1 : v < 0 ? -1 : v, v => Math.Sign(v));

    [Kernel("Reciprocal", Signature, Kinds.Real)]
    [Kernel("Inv", Signature, Kinds.Real)]
    public static Tensor[] Reciprocal(KernelCall call) => Elementwise.Real(call, v => 1 / v);

    [Kernel("Sqrt", Signature, Kinds.Real)]
    public static Tensor[] Sqrt(KernelCall call) => Elementwise.Real(call, Math.Sqrt);

    [Kernel("Rsqrt", Signature, Kinds.Real)]
    public static Tensor[] Rsqrt(KernelCall call) => Elementwise.Real(call, v => 1 / Math.Sqrt(v));

    [Kernel("Exp", Signature, Kinds.Real)]
    public static Tensor[] Exp(KernelCall call) => Elementwise.Real(call, Math.Exp);

    [Kernel("Expm1", Signature, Kinds.Real)]
    public static Tensor[] Expm1(KernelCall call) => Elementwise.Real(call, Special.Expm1);

    [Kernel("Log", Signature, Kinds.Real)]
    public static Tensor[] Log(KernelCall call) => Elementwise.Real(call, Math.Log);

    [Kernel("Log1p", Signature, Kinds.Real)]
    public static Tensor[] Log1p(KernelCall call) => Elementwise.Real(call, Special.Log1p);

    [Kernel("Erf", Signature, Kinds.Real)]
    public static Tensor[] Erf(KernelCall call) => Elementwise.Real(call, Special.Erf);

    [Kernel("Erfc", Signature, Kinds.Real)]
    public static Tensor[] Erfc(KernelCall call) => Elementwise.Real(call, v => v > 0.5 ? Special.Erfc(v) : 1 - Special.Erf(v));

    [Kernel("Sin", Signature, Kinds.Real)]
    public static Tensor[] Sin(KernelCall call) => Elementwise.Real(call, Math.Sin);

    [Kernel("Cos", Signature, Kinds.Real)]
    public static Tensor[] Cos(KernelCall call) => Elementwise.Real(call, Math.Cos);

    [Kernel("Tan", Signature, Kinds.Real)]
    public static Tensor[] Tan(KernelCall call) => Elementwise.Real(call, Math.Tan);

    [Kernel("Atan", Signature, Kinds.Real)]
    public static Tensor[] Atan(KernelCall call) => Elementwise.Real(call, Math.Atan);

    [Kernel("Asin", Signature, Kinds.Real)]
    public static Tensor[] Asin(KernelCall call) => Elementwise.Real(call, Math.Asin);

    [Kernel("Acos", Signature, Kinds.Real)]
    public static Tensor[] Acos(KernelCall call) => Elementwise.Real(call, Math.Acos);

    [Kernel("Sinh", Signature, Kinds.Real)]
    public static Tensor[] Sinh(KernelCall call) => Elementwise.Real(call, Math.Sinh);

    [Kernel("Cosh", Signature, Kinds.Real)]
    public static Tensor[] Cosh(KernelCall call) => Elementwise.Real(call, Math.Cosh);

    [Kernel("Floor", Signature, Kinds.Real)]
    public static Tensor[] Floor(KernelCall call) => Elementwise.Real(call, Math.Floor);

    [Kernel("Ceil", Signature, Kinds.Real)]
    public static Tensor[] Ceil(KernelCall call) => Elementwise.Real(call, Math.Ceiling);

    /// <summary>Halves go to the even neighbour, in both operations.</summary>
    [Kernel("Round", Signature, Kinds.Number)]
    [Kernel("Rint", Signature, Kinds.Real)]
    public static Tensor[] Round(KernelCall call) => Elementwise.Number(call, v => Math.Round(v, MidpointRounding.ToEven), v => v);

    [Kernel("Sigmoid", Signature, Kinds.Real)]
    public static Tensor[] Sigmoid(KernelCall call) => Elementwise.Real(call, Special.Sigmoid);

    [Kernel("Tanh", Signature, Kinds.Real)]
    public static Tensor[] Tanh(KernelCall call) => Elementwise.Real(call, Math.Tanh);

    [Kernel("LogicalNot", "x bool -> y bool")]
    public static Tensor[] LogicalNot(KernelCall call) => [Tensor.Bool(call[0].Shape, Array.ConvertAll(call[0].Bools, v => !v))];

    [Kernel("IsNan", "x T -> y bool", Kinds.Real)]
    public static Tensor[] IsNan(KernelCall call) => Test(call, double.IsNaN);

    [Kernel("IsInf", "x T -> y bool", Kinds.Real)]
    public static Tensor[] IsInf(KernelCall call) => Test(call, double.IsInfinity);

    [Kernel("IsFinite", "x T -> y bool", Kinds.Real)]
    public static Tensor[] IsFinite(KernelCall call) => Test(call, double.IsFinite);

    private static Tensor[] Test(KernelCall call, Predicate<double> test) => [Tensor.Bool(call[0].Shape, Array.ConvertAll(call[0].Reals(), v => test(v)))];
}
