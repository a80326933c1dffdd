using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x for x > 0, else 0.2 x.</summary>
[Activation("leaky_relu")]
internal sealed class LeakyReluNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.LeakyRelu(x, 0.2f);
}
