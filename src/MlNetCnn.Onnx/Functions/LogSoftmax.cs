using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>x_i - log(sum_j exp(x_j)) over rows.</summary>
[Function("log_softmax")]
internal sealed class LogSoftmax : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("LogSoftmax", new AttributeProto.Int("axis", f.Axis));
}
