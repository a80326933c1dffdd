using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>1.0507 elu(x, alpha 1.67326) (Klambauer and others, 2017).</summary>
[Activation("selu")]
internal sealed class SeluNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Selu(x);
}
