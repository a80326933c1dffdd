using System.Collections.Frozen;
using System.Reflection;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;

namespace MlNetCnn.Compute.Penalties;

/// <summary>
/// What a constraint makes of a weight after each step. One file per constraint: a class marked <see cref="EnforcesAttribute"/> with a constructor that takes the
/// constraint and the weight is found by the constraint's class.
/// </summary>
internal abstract unsafe class Rule
{
    private static readonly FrozenDictionary<Type, ConstructorInfo> Table = typeof(Rule).Assembly.GetTypes()
        .Select(type => (type, constraint: type.GetCustomAttribute<EnforcesAttribute>()?.Constraint))
        .Where(p => p.constraint is not null)
        .ToFrozenDictionary(p => p.constraint!, p => p.type.GetConstructor([p.constraint!, typeof(Weight)])!);

    /// <summary>The rule of a weight; null where it has none.</summary>
    /// <exception cref="NotSupportedException">The constraint names axes that the weight does not have.</exception>
    public static Rule? Of(Weight weight) => weight.Constraint is { } constraint ? Create(constraint, weight) : null;

    /// <summary>The rule that a constraint is for a weight.</summary>
    /// <exception cref="NotSupportedException">The constraint names axes that the weight does not have.</exception>
    public static Rule Create(Constraint constraint, Weight weight) =>
        (Rule)Table[constraint.GetType()].Invoke(BindingFlags.DoNotWrapExceptions, null, [constraint, weight], null);

    /// <summary>Changes the weight in place; after the optimizer's step and its moving average.</summary>
    /// <param name="values">The weight's values.</param>
    public abstract void Apply(float* values);
}
