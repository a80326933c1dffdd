using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x / (1 + |x|).</summary>
[Function("softsign")]
internal sealed class Softsign : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Softsign");
}
