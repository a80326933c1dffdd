using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x tanh(softplus(x)); the operator of that name came with opset 18.</summary>
[Function("mish")]
internal sealed class Mish : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Emit("Mul", [f.X, f.Emit("Tanh", [f.Op("Softplus")])]);
}
