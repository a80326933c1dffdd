using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>(x + sqrt(x^2 + 4)) / 2 (Barron, 2021).</summary>
[Function("squareplus")]
internal sealed class Squareplus : FunctionNodes
{
    public override string Write(FunctionSite f)
    {
        var root = f.Emit("Sqrt", [f.Emit("Add", f.Emit("Mul", [f.X, f.X]), 4)]);
        return f.Emit("Mul", f.Emit("Add", [f.X, root]), 0.5f);
    }
}
