using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x_i - log(sum_j exp(x_j)) over the last axis.</summary>
[Activation("log_softmax")]
internal sealed class LogSoftmaxNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.LogSoftmax(x);
}
