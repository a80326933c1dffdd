namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Comparisons and logic of two broadcast tensors.</summary>
internal static class ComparisonKernels
{
    private const string Signature = "x T, y T -> z bool";
    private const string Logic = "x bool, y bool -> z bool";
    private const string Equality = "incompatible_shape_error bool = true";

    [Kernel("Greater", Signature, Kinds.Number)]
    public static Tensor[] Greater(KernelCall call) => Elementwise.Compare(call, (a, b) => a > b, (a, b) => a > b);

    [Kernel("GreaterEqual", Signature, Kinds.Number)]
    public static Tensor[] GreaterEqual(KernelCall call) => Elementwise.Compare(call, (a, b) => a >= b, (a, b) => a >= b);

    [Kernel("Less", Signature, Kinds.Number)]
    public static Tensor[] Less(KernelCall call) => Elementwise.Compare(call, (a, b) => a < b, (a, b) => a < b);

    [Kernel("LessEqual", Signature, Kinds.Number)]
    public static Tensor[] LessEqual(KernelCall call) => Elementwise.Compare(call, (a, b) => a <= b, (a, b) => a <= b);

    [Kernel("Equal", Signature, "T type in float,double,int32,int64,bool,uint8", Equality)]
    public static Tensor[] Equal(KernelCall call) =>
        call[0].Type == DataType.Bool ? Elementwise.Logical(call, (a, b) => a == b) : Elementwise.Compare(call, (a, b) => a == b, (a, b) => a == b);

    [Kernel("NotEqual", Signature, "T type in float,double,int32,int64,bool,uint8", Equality)]
    public static Tensor[] NotEqual(KernelCall call) =>
        call[0].Type == DataType.Bool ? Elementwise.Logical(call, (a, b) => a != b) : Elementwise.Compare(call, (a, b) => a != b, (a, b) => a != b);

    [Kernel("LogicalAnd", Logic)]
    public static Tensor[] And(KernelCall call) => Elementwise.Logical(call, (a, b) => a && b);

    [Kernel("LogicalOr", Logic)]
    public static Tensor[] Or(KernelCall call) => Elementwise.Logical(call, (a, b) => a || b);
}
