using MlNetCnn.Keras.Constraints;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>Norms move into the interval, by the rate's share of the way.</summary>
[Enforces(typeof(MinMaxNorm))]
internal sealed class MinMaxNormNodes : NormRuleNodes<MinMaxNorm>
{
    protected override GraphTensor Desired(GraphBuilder graph, MinMaxNorm constraint, GraphTensor norm)
    {
        var inside = graph.Clip(norm, (float)constraint.MinValue, (float)constraint.MaxValue);
        if (constraint.Rate == 1) return inside;
        return graph.AddV2(graph.Mul(graph.Constant((float)constraint.Rate), inside), graph.Mul(graph.Constant((float)(1 - constraint.Rate)), norm));
    }
}
