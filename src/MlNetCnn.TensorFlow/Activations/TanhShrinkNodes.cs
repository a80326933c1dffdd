using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x - tanh(x).</summary>
[Activation("tanh_shrink")]
internal sealed class TanhShrinkNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Sub(x, graph.Tanh(x));
}
