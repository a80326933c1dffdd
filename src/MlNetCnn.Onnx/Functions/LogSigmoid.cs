using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>log(1 / (1 + exp(-x))), which is -softplus(-x).</summary>
[Function("log_sigmoid")]
internal sealed class LogSigmoid : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Emit("Neg", [f.Emit("Softplus", [f.Op("Neg")])]);
}
