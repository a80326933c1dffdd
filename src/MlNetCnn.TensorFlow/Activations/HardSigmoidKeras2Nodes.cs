using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>clip(0.2 x + 0.5, 0, 1), the hard_sigmoid of Keras 1 and 2.</summary>
[Activation("hard_sigmoid_keras2")]
internal sealed class HardSigmoidKeras2Nodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Clip(graph.AddV2(graph.Mul(graph.Constant(0.2f), x), graph.Constant(0.5f)), 0, 1);
}
