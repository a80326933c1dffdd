using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>clip(0.2 x + 0.5, 0, 1).</summary>
[Function("hard_sigmoid_keras2")]
internal sealed class HardSigmoidKeras2 : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("HardSigmoid", new AttributeProto.Float("alpha", 0.2f), new AttributeProto.Float("beta", 0.5f));
}
