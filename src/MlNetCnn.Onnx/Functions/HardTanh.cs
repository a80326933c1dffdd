using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>min(max(x, -1), 1).</summary>
[Function("hard_tanh")]
internal sealed class HardTanh : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Clip(f.X, -1, 1);
}
