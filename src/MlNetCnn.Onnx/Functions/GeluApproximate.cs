using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, which is x sigmoid of twice what the tangent is of.</summary>
[Function("gelu_approximate")]
internal sealed class GeluApproximate : FunctionNodes
{
    public override string Write(FunctionSite f)
    {
        var cubic = f.Emit("Add", f.Emit("Mul", f.Emit("Mul", [f.X, f.X]), 0.044715f), 1);
        var inner = f.Emit("Mul", f.Emit("Mul", [f.X, cubic]), (float)(2 * Math.Sqrt(2 / Math.PI)));
        return f.Emit("Mul", [f.X, f.Emit("Sigmoid", [inner])]);
    }
}
