using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>(x + sqrt(x^2 + 4)) / 2 (Barron, 2021); below 0 in the form 2 / (sqrt(x^2 + 4) - x), in which nothing cancels.</summary>
[Activation("squareplus")]
internal sealed class SquareplusNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x)
    {
        // The larger of x and -x, not Abs: that has no slope at 0.
        var size = graph.Maximum(x, graph.Neg(x));
        var sum = graph.AddV2(graph.Sqrt(graph.AddV2(graph.Square(x), graph.Constant(4f))), size);
        return graph.SelectV2(graph.Less(x, graph.Constant(0f)), graph.RealDiv(graph.Constant(2f), sum), graph.Mul(graph.Constant(0.5f), sum));
    }
}
