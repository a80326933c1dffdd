namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Constants, placeholders, and what passes tensors on.</summary>
internal static class SourceKernels
{
    [Kernel("Const", "-> output dtype", "value tensor", "dtype type")]
    public static Tensor[] Const(KernelCall call)
    {
        var value = ((AttrValue.Tensor)call.Attribute("value")).Value;
        call.Require(value.Type == call.Type("dtype"), $"Type mismatch between value ({OpAttribute.TypeName(value.Type)}) and dtype ({OpAttribute.TypeName(call.Type("dtype"))})");
        return [Tensor.From(value)];
    }

    [Kernel("Placeholder", "-> output dtype", "dtype type", "shape shape = unknown")]
    public static Tensor[] Placeholder(KernelCall call)
    {
        var shape = call.Shape("shape");
        throw call.Error($"You must feed a value for placeholder tensor '{call.Name}' with dtype {OpAttribute.TypeName(call.Type("dtype"))}{(shape.HasRank ? $" and shape {shape}" : "")}");
    }

    [Kernel("PlaceholderWithDefault", "input dtype -> output dtype", "dtype type", "shape shape")]
    public static Tensor[] PlaceholderWithDefault(KernelCall call)
    {
        call.Require(
            !call.Resources.Options.ChecksFeeds || Shapes.Fits(call.Shape("shape"), call[0].Shape), $"The default of '{call.Name}' has shape {call[0].ShapeText}, which does not fit {call.Shape("shape")}");
        return [call[0]];
    }

    [Kernel("NoOp", "->")]
    public static Tensor[] NoOp(KernelCall call) => [];

    [Kernel("Identity", "input T -> output T", "T type")]
    [Kernel("StopGradient", "input T -> output T", "T type")]
    [Kernel("Snapshot", "input T -> output T", "T type")]
    public static Tensor[] Identity(KernelCall call) => [call[0]];

    [Kernel("PreventGradient", "input T -> output T", "T type", "message string = \"\"")]
    public static Tensor[] PreventGradient(KernelCall call) => [call[0]];

    [Kernel("IdentityN", "input T -> output T", "T types")]
    public static Tensor[] IdentityN(KernelCall call) => call.Inputs;

    [Kernel("CheckNumerics", "tensor T -> output T", "T type in float,double", "message string")]
    public static Tensor[] CheckNumerics(KernelCall call)
    {
        var values = call[0].Reals();
        var (nan, infinite) = (Array.Exists(values, double.IsNaN), Array.Exists(values, double.IsInfinity));
        call.Require(!nan && !infinite, $"{call.Text("message")} : Tensor had {(nan && infinite ? "Inf and NaN" : nan ? "NaN" : "Inf")} values");
        return [call[0]];
    }
}
