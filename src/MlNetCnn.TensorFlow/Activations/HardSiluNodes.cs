using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x relu6(x + 3) / 6.</summary>
[Activation("hard_silu")]
internal sealed class HardSiluNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Mul(x, graph.RealDiv(graph.Relu6(graph.AddV2(x, graph.Constant(3f))), graph.Constant(6f)));
}
