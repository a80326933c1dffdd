using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x - clip(x, -0.5, 0.5).</summary>
[Activation("soft_shrink")]
internal sealed class SoftShrinkNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Sub(x, graph.Clip(x, -0.5f, 0.5f));
}
