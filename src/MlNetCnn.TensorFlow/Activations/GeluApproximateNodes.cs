using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x (1 + tanh(z)) / 2 with z = sqrt(2 / pi) (x + 0.044715 x^3) (Hendrycks and Gimpel, 2016); (1 + tanh(z)) / 2 is sigmoid(2 z), in which nothing cancels.</summary>
[Activation("gelu_approximate")]
internal sealed class GeluApproximateNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x)
    {
        var cubic = graph.Mul(graph.Mul(graph.Constant(0.044715f), x), graph.Square(x));
        return graph.Mul(x, graph.Sigmoid(graph.Mul(graph.Constant((float)(2 * Math.Sqrt(2 / Math.PI))), graph.AddV2(x, cubic))));
    }
}
