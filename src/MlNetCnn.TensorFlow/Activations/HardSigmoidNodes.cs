using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>relu6(x + 3) / 6, the form of Keras 3.</summary>
[Activation("hard_sigmoid")]
internal sealed class HardSigmoidNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.RealDiv(graph.Relu6(graph.AddV2(x, graph.Constant(3f))), graph.Constant(6f));
}
