using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x.</summary>
[Function("linear")]
internal sealed class Linear : FunctionNodes
{
    public override string Write(FunctionSite f) => f.X;
}
