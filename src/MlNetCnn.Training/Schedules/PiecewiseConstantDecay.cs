using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>A rate that changes at given steps: Keras's <c>PiecewiseConstantDecay</c>. A boundary's own step still has the rate before it.</summary>
[KerasName("PiecewiseConstantDecay")]
public sealed record PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly double[] _boundaries, _values;

    /// <summary>Makes the schedule.</summary>
    /// <param name="boundaries">The steps after which the rate changes, each above the one before; at least one.</param>
    /// <param name="values">The rates: one more than there are boundaries; finite and at least 0.</param>
    /// <exception cref="ArgumentException">They do not fit together; the message lists everything wrong.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<double> boundaries, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(values);
        (_boundaries, _values) = ([.. boundaries], [.. values]);
        var errors = new OptionErrors(nameof(PiecewiseConstantDecay))
            .Require(_boundaries.Length >= 1, "There are no boundaries; name at least one.")
            .Require(_values.Length == _boundaries.Length + 1, nameof(values), _values.Length, "one more than the boundaries");
        for (var i = 0; i < _boundaries.Length; i++)
            errors.Require(double.IsFinite(_boundaries[i]) && (i == 0 || _boundaries[i] > _boundaries[i - 1]), $"{nameof(boundaries)}[{i}]", _boundaries[i], "finite and above the one before");
        for (var i = 0; i < _values.Length; i++) errors.Require(_values[i] >= 0 && double.IsFinite(_values[i]), $"{nameof(values)}[{i}]", _values[i], "finite and at least 0");
        errors.ThrowIfAny();
    }

    internal static PiecewiseConstantDecay FromConfig(ConfigReader config) => new(Numbers(config, "boundaries"), Numbers(config, "values"));

    internal override JsonObject KerasConfig => new() { ["boundaries"] = new JsonArray([.. _boundaries.Select(Steps)]), ["values"] = new JsonArray([.. _values.Select(v => JsonValue.Create(v))]) };

    /// <inheritdoc/>
    public override double At(double step)
    {
        var i = 0;
        while (i < _boundaries.Length && step > _boundaries[i]) i++;
        return _values[i];
    }

    /// <summary>Equal boundaries and rates make equal schedules.</summary>
    /// <param name="other">Another.</param>
    public bool Equals(PiecewiseConstantDecay? other) => other is not null && _boundaries.AsSpan().SequenceEqual(other._boundaries) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_boundaries.Length, _boundaries[0], _values[0]);
}
