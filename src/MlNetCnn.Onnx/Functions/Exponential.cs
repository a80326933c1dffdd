using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>exp(x).</summary>
[Function("exponential")]
internal sealed class Exponential : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Exp");
}
