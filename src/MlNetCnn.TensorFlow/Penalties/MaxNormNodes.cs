using MlNetCnn.Keras.Constraints;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>Norms stay at most the largest.</summary>
[Enforces(typeof(MaxNorm))]
internal sealed class MaxNormNodes : NormRuleNodes<MaxNorm>
{
    protected override GraphTensor Desired(GraphBuilder graph, MaxNorm constraint, GraphTensor norm) => graph.Minimum(norm, graph.Constant((float)constraint.MaxValue));
}
