using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x sigmoid(x).</summary>
[Activation("silu")]
internal sealed class SiluNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Mul(x, graph.Sigmoid(x));
}
