using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>max(x, 0).</summary>
[Function("relu")]
internal sealed class Relu : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Relu");
}
