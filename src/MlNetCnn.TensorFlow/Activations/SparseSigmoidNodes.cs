using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>clip((x + 1) / 2, 0, 1) (Blondel, Martins and Niculae, 2019).</summary>
[Activation("sparse_sigmoid")]
internal sealed class SparseSigmoidNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x) => graph.Mul(graph.Constant(0.5f), graph.AddV2(graph.Clip(x, -1, 1), graph.Constant(1f)));
}
