using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>elu, with which it is one for alpha 1.</summary>
[Function("celu")]
internal sealed class Celu : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Celu", new AttributeProto.Float("alpha", 1));
}
