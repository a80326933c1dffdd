using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>min(max(x, 0), 6).</summary>
[Activation("relu6")]
internal sealed class Relu6Nodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x)
    {
        var y = graph.Relu6(x);
        y.Node.IsRectifier = true;
        return y;
    }
}
