namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Functions of two broadcast tensors.</summary>
internal static class BinaryKernels
{
    private const string Signature = "x T, y T -> z T";

    [Kernel("AddV2", Signature, Kinds.Number)]
    [Kernel("Add", Signature, Kinds.Number)]
    public static Tensor[] Add(KernelCall call) => Elementwise.Binary(call, (a, b) => a + b, (a, b) => a + b);

    [Kernel("Sub", Signature, Kinds.Number)]
    public static Tensor[] Sub(KernelCall call) => Elementwise.Binary(call, (a, b) => a - b, (a, b) => a - b);

    [Kernel("Mul", Signature, Kinds.Number)]
    public static Tensor[] Mul(KernelCall call) => Elementwise.Binary(call, (a, b) => a * b, (a, b) => a * b);

    [Kernel("MulNoNan", Signature, Kinds.Real)]
    public static Tensor[] MulNoNan(KernelCall call) => Elementwise.RealBinary(call, (a, b) => b == 0 ? 0 : a * b);

    [Kernel("RealDiv", Signature, Kinds.Real)]
    public static Tensor[] RealDiv(KernelCall call) => Elementwise.RealBinary(call, (a, b) => a / b);

    [Kernel("Div", Signature, Kinds.Number)]
    public static Tensor[] Div(KernelCall call) => Elementwise.Binary(call, (a, b) => a / b, (a, b) => a / Divisor(call, b));

    [Kernel("DivNoNan", Signature, Kinds.Real)]
    public static Tensor[] DivNoNan(KernelCall call) => Elementwise.RealBinary(call, (a, b) => b == 0 ? 0 : a / b);

    [Kernel("FloorDiv", Signature, Kinds.Number)]
    public static Tensor[] FloorDiv(KernelCall call) => Elementwise.Binary(call, (a, b) => Math.Floor(a / b), (a, b) => (a - Remainder(a, Divisor(call, b))) / b);

    [Kernel("FloorMod", Signature, Kinds.Number)]
    public static Tensor[] FloorMod(KernelCall call) => Elementwise.Binary(call, (a, b) => a - Math.Floor(a / b) * b, (a, b) => Remainder(a, Divisor(call, b)));

    /// <summary>NaN goes through.</summary>
    [Kernel("Maximum", Signature, Kinds.Number)]
    public static Tensor[] Maximum(KernelCall call) => Elementwise.Binary(call, Math.Max, Math.Max);

    /// <summary>NaN goes through.</summary>
    [Kernel("Minimum", Signature, Kinds.Number)]
    public static Tensor[] Minimum(KernelCall call) => Elementwise.Binary(call, Math.Min, Math.Min);

    [Kernel("Pow", Signature, Kinds.Number)]
    public static Tensor[] Pow(KernelCall call) => Elementwise.Binary(call, Math.Pow, (a, b) => Power(call, a, b));

    [Kernel("SquaredDifference", Signature, Kinds.Number)]
    public static Tensor[] SquaredDifference(KernelCall call) => Elementwise.Binary(call, (a, b) => (a - b) * (a - b), (a, b) => (a - b) * (a - b));

    [Kernel("Atan2", "y T, x T -> z T", Kinds.Real)]
    public static Tensor[] Atan2(KernelCall call) => Elementwise.RealBinary(call, Math.Atan2);

    [Kernel("Xlogy", Signature, Kinds.Real)]
    public static Tensor[] Xlogy(KernelCall call) => Elementwise.RealBinary(call, (a, b) => a == 0 ? 0 : a * Math.Log(b));

    [Kernel("Xdivy", Signature, Kinds.Real)]
    public static Tensor[] Xdivy(KernelCall call) => Elementwise.RealBinary(call, (a, b) => a == 0 ? 0 : a / b);

    private static long Divisor(KernelCall call, long value) => value != 0 ? value : throw call.Error("Integer division by zero");

    private static long Remainder(long a, long b) => a % b is var r && r != 0 && (r < 0) != (b < 0) ? r + b : r;

    private static long Power(KernelCall call, long value, long exponent)
    {
        call.Require(exponent >= 0, "Integers to negative integer powers are not allowed");
        var result = 1L;
        for (; exponent > 0; exponent >>= 1, value *= value)
            if ((exponent & 1) == 1) result *= value;
        return result;
    }
}
