using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x relu6(x + 3) / 6.</summary>
[Function("hard_silu")]
internal sealed class HardSilu : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("HardSwish");
}
