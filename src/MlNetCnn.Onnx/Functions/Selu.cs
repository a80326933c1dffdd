using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>1.0507 elu(x, alpha 1.67326) (Klambauer and others, 2017).</summary>
[Function("selu")]
internal sealed class Selu : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Selu", new AttributeProto.Float("alpha", 1.6732632f), new AttributeProto.Float("gamma", 1.050701f));
}
