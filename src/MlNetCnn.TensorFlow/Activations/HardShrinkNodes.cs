using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>x where |x| > 0.5, else 0.</summary>
[Activation("hard_shrink")]
internal sealed class HardShrinkNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.SelectV2(graph.LessEqual(graph.Abs(x), graph.Constant(0.5f)), graph.Constant(0f), x);
}
