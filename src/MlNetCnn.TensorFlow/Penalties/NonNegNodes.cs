using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>Negative values become 0; NaN stays.</summary>
[Enforces(typeof(NonNeg))]
internal sealed class NonNegNodes : RuleNodes
{
    protected override GraphTensor Value(GraphBuilder graph, Constraint constraint, Weight weight, GraphTensor w) =>
        graph.SelectV2(graph.Less(w, graph.Constant(0f)), graph.Constant(0f), w);
}
