using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x above 0, exp(x) - 1 below.</summary>
[Function("elu")]
internal sealed class Elu : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Elu", new AttributeProto.Float("alpha", 1));
}
