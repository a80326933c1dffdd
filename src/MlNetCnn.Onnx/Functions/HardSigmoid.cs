using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>relu6(x + 3) / 6.</summary>
[Function("hard_sigmoid")]
internal sealed class HardSigmoid : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("HardSigmoid", new AttributeProto.Float("alpha", 1f / 6), new AttributeProto.Float("beta", 0.5f));
}
