using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x nearer to 0 by 0.5, and 0 within it.</summary>
[Function("soft_shrink")]
internal sealed class SoftShrink : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Shrink", new AttributeProto.Float("lambd", 0.5f), new AttributeProto.Float("bias", 0.5f));
}
