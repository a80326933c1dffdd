using System.Collections.Frozen;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>
/// What a constraint makes of a weight after each step, as nodes. One file per constraint. A class marked <see cref="EnforcesAttribute"/> with a constructor without parameters is found
/// by the constraint's class.
/// </summary>
internal abstract class RuleNodes
{
    private static readonly FrozenDictionary<Type, RuleNodes> Table = MarkedClasses.Table<EnforcesAttribute, Type, RuleNodes>(mark => mark.Constraint);

    /// <summary>Constraints that can be written.</summary>
    public static IReadOnlyCollection<Type> Known => Table.Keys;

    /// <summary>Adds what a weight's constraint makes of its values.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weight">The weight, which has a constraint.</param>
    /// <param name="values">Its values.</param>
    /// <exception cref="NotSupportedException">The constraint names axes that the weight does not have.</exception>
    public static GraphTensor Apply(GraphBuilder graph, Weight weight, GraphTensor values)
    {
        using var scope = graph.Scope("constraint");
        return Table[weight.Constraint!.GetType()].Value(graph, weight.Constraint, weight, values);
    }

    /// <summary>Adds the new values.</summary>
    protected abstract GraphTensor Value(GraphBuilder graph, Constraint constraint, Weight weight, GraphTensor w);
}
