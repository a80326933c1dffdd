using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>exp(x_i) / sum_j exp(x_j) over the last axis.</summary>
[Activation("softmax")]
internal sealed class SoftmaxNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Softmax(x);
}
