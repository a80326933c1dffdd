using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x for x > 0, else exp(x) - 1 (alpha 1, with which it is elu; Barron, 2017).</summary>
[Activation("celu")]
internal sealed class CeluNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Elu(x);
}
