using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>0 up to -1, (x + 1)^2 / 4 between, x from 1 on: max(x, (clip(x, -1, 1) + 1)^2 / 4), for the square is never below x there.</summary>
[Function("sparse_plus")]
internal sealed class SparsePlus : FunctionNodes
{
    public override string Write(FunctionSite f)
    {
        var above = f.Emit("Add", f.Clip(f.X, -1, 1), 1);
        return f.Emit("Max", [f.X, f.Emit("Mul", f.Emit("Mul", [above, above]), 0.25f)]);
    }
}
