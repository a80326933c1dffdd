using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x where |x| is above 0.5, else 0.</summary>
[Function("hard_shrink")]
internal sealed class HardShrink : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Shrink", new AttributeProto.Float("lambd", 0.5f), new AttributeProto.Float("bias", 0));
}
