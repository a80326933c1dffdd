using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x sigmoid(x).</summary>
[Function("silu")]
internal sealed class Silu : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Emit("Mul", [f.X, f.Op("Sigmoid")]);
}
