using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>log(1 / (1 + exp(-x))), which is -softplus(-x).</summary>
[Activation("log_sigmoid")]
internal sealed class LogSigmoidNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Neg(graph.Softplus(graph.Neg(x)));
}
