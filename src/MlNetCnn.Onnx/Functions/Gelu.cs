using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x (1 + erf(x / sqrt 2)) / 2; the operator of that name came with opset 20.</summary>
[Function("gelu")]
internal sealed class Gelu : FunctionNodes
{
    public override string Write(FunctionSite f)
    {
        var erf = f.Emit("Erf", [f.Emit("Mul", f.X, (float)(1 / Math.Sqrt(2)))]);
        return f.Emit("Mul", f.Emit("Mul", [f.X, f.Emit("Add", erf, 1)]), 0.5f);
    }
}
