using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>clip((x + 1) / 2, 0, 1).</summary>
[Function("sparse_sigmoid")]
internal sealed class SparseSigmoid : FunctionNodes
{
    public override string Write(FunctionSite f) => f.Op("HardSigmoid", new AttributeProto.Float("alpha", 0.5f), new AttributeProto.Float("beta", 0.5f));
}
