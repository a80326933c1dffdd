using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x.</summary>
[Activation("linear")]
internal sealed class LinearNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => x;
}
