using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x tanh(softplus(x)) (Misra, 2019).</summary>
[Activation("mish")]
internal sealed class MishNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Mul(x, graph.Tanh(graph.Softplus(x)));
}
