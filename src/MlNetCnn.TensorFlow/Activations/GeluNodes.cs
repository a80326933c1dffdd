using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x (1 + erf(x / sqrt 2)) / 2, the exact form (Hendrycks and Gimpel, 2016).</summary>
[Activation("gelu")]
internal sealed class GeluNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => 
        graph.Mul(graph.Mul(graph.Constant(0.5f), x), graph.AddV2(graph.Constant(1f), graph.Erf(graph.Mul(x, graph.Constant((float)Math.Sqrt(0.5))))));
}
