using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>log(1 + exp(x)).</summary>
[Function("softplus")]
internal sealed class Softplus : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Softplus");
}
