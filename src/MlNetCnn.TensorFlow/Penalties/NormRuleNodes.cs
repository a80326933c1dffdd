using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>w desired(norm) / (1e-7 + norm), norm = sqrt(sum w^2) along the constraint's axes.</summary>
internal abstract class NormRuleNodes<TConstraint> : RuleNodes
    where TConstraint : NormConstraint
{
    protected sealed override GraphTensor Value(GraphBuilder graph, Constraint constraint, Weight weight, GraphTensor w)
    {
        var (rule, rank) = ((TConstraint)constraint, weight.Shape.Rank);
        foreach (var axis in rule.Axes)
            if (axis < -rank || axis >= rank)
                throw new NotSupportedException($"The constraint {constraint.ClassName} of the weight '{weight.Path}' sums along axis {axis}; the weight's shape is {weight.Shape}.");
        int[] axes = [.. rule.Axes.Select(a => a < 0 ? a + rank : a).Distinct().Order()];
        var norm = graph.Sqrt(graph.Sum(graph.Square(w), axes, keepDims: true));
        return graph.Mul(w, graph.RealDiv(Desired(graph, rule, norm), graph.AddV2(graph.Constant(1e-7f), norm)));
    }

    /// <summary>What the norm should be.</summary>
    protected abstract GraphTensor Desired(GraphBuilder graph, TConstraint constraint, GraphTensor norm);
}
