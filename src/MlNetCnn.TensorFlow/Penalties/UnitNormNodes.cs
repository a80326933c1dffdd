using MlNetCnn.Keras.Constraints;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>Norms become 1.</summary>
[Enforces(typeof(UnitNorm))]
internal sealed class UnitNormNodes : NormRuleNodes<UnitNorm>
{
    protected override GraphTensor Desired(GraphBuilder graph, UnitNorm constraint, GraphTensor norm) => graph.Constant(1f);
}
