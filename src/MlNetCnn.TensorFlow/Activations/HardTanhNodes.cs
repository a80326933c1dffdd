using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>clip(x, -1, 1).</summary>
[Activation("hard_tanh")]
internal sealed class HardTanhNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Clip(x, -1, 1);
}
