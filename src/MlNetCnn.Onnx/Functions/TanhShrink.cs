using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x - tanh(x).</summary>
[Function("tanh_shrink")]
internal sealed class TanhShrink : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Emit("Sub", [f.X, f.Op("Tanh")]);
}
