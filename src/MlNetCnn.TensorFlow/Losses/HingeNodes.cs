using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>max(1 - t p, 0), averaged over the last axis. A relu: at the kink the gradient is 0.</summary>
[Computes(typeof(Hinge))]
internal sealed class HingeNodes : ElementLossNodes<Hinge>
{
    protected override GraphTensor Values(GraphBuilder graph, Hinge loss, GraphTensor p, GraphTensor t) => graph.Relu(graph.Complement(graph.Mul(graph.Signs(t), p)));
}
