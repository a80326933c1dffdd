using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>1 / (1 + exp(-x)).</summary>
[Activation("sigmoid")]
internal sealed class SigmoidNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Sigmoid(x);
}
