using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x above 0, 0.2 x below.</summary>
[Function("leaky_relu")]
internal sealed class LeakyRelu : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("LeakyRelu", new AttributeProto.Float("alpha", 0.2f));
}
