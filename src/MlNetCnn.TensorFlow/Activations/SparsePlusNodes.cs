using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>0 up to -1, (x + 1)^2 / 4 between, x from 1 on.</summary>
[Activation("sparse_plus")]
internal sealed class SparsePlusNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x)
    {
        var above = graph.AddV2(graph.Clip(x, -1, 1), graph.Constant(1f));
        return graph.SelectV2(graph.Greater(x, graph.Constant(1f)), x, graph.Mul(graph.Constant(0.25f), graph.Square(above)));
    }
}
