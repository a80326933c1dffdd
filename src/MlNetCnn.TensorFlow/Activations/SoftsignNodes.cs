using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x / (1 + |x|): of operations that TensorFlow.js has too, which Softsign is not.</summary>
[Activation("softsign")]
internal sealed class SoftsignNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.RealDiv(x, graph.AddV2(graph.Constant(1f), graph.Abs(x)));
}
