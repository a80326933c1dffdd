using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>1 / (1 + exp(-x)).</summary>
[Function("sigmoid")]
internal sealed class Sigmoid : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Sigmoid");
}
