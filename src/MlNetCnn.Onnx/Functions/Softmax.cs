using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>exp(x_i) / sum_j exp(x_j) over rows.</summary>
[Function("softmax")]
internal sealed class Softmax : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("Softmax", new AttributeProto.Int("axis", f.Axis));
}
