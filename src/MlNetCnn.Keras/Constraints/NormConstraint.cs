using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Constraints;

/// <summary>
/// A constraint on norms: norm = sqrt(sum w^2), summed along the axes, one norm for every position of the others. For the weights that enter one unit, the
/// axes are 0 for a Dense kernel (in, units) and [0, 1, 2] for a Conv2D kernel (height, width, in, filters).
/// </summary>
public abstract record NormConstraint : Constraint
{
    private protected NormConstraint(IReadOnlyList<int>? axes)
    {
        Axes = [.. axes ?? [0]];
        if (Axes.Count == 0) throw new ArgumentException("A norm is summed along at least one axis.", nameof(axes));
    }

    /// <summary>The axes that the squares are summed along, Keras's <c>axis</c>; negative ones count from the end. Never empty.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <summary>Whether both are of one kind and have the same values.</summary>
    public virtual bool Equals(NormConstraint? other) => other is not null && EqualityContract == other.EqualityContract && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Axes.Count, Axes[0]);

    /// <summary>One integer or a list of them; null when absent or null.</summary>
    private protected static IReadOnlyList<int>? ReadAxes(ConfigReader config) =>
        config.Find("axis") is { ValueKind: JsonValueKind.Array } ? config.GetDimensions("axis")
        : config.GetInt32("axis") is { } axis ? [axis]
        : null;

    private protected void WriteAxes(ConfigWriter config)
    {
        if (Axes is [var axis]) config.Write("axis", axis); else config.Write("axis", new JsonArray([.. Axes.Select(a => JsonValue.Create(a))]));
    }
}
