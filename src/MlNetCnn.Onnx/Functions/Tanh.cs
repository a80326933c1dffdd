using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>Hyperbolic tangent.</summary>
[Function("tanh")]
internal sealed class Tanh : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Tanh");
}
