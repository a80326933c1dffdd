using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>min(max(x, 0), 6).</summary>
[Function("relu6")]
internal sealed class Relu6 : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Clip(f.X, 0, 6);
}
