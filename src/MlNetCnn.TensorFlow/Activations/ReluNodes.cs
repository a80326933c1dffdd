using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>max(x, 0).</summary>
[Activation("relu")]
internal sealed class ReluNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x)
    {
        var y = graph.Relu(x);
        y.Node.IsRectifier = true;
        return y;
    }
}
