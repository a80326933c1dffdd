using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Constraints;

/// <summary>
/// w * (rate * clip(norm, minValue, maxValue) + (1 - rate) * norm) / (1e-7 + norm): norms move into the interval, by the share rate of the way
/// at each step (<c>keras.constraints.MinMaxNorm</c>).
/// </summary>
[KerasName("MinMaxNorm", "min_max_norm")]
public sealed record MinMaxNorm : NormConstraint
{
    /// <summary>Makes the constraint.</summary>
    /// <param name="minValue">The smallest norm, at least 0. Default 0.</param>
    /// <param name="maxValue">The largest norm, at least <paramref name="minValue"/>. Default 1.</param>
    /// <param name="rate">Share of the way, 0 to 1; 1 is strict. Default 1.</param>
    /// <param name="axes">The axes that the squares are summed along. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public MinMaxNorm(double minValue = 0, double maxValue = 1, double rate = 1, IReadOnlyList<int>? axes = null)
        : base(axes)
    {
        if (minValue is not (>= 0 and < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(minValue), minValue, "The smallest norm must be finite and not negative.");
        if (!(maxValue >= minValue) || double.IsInfinity(maxValue))
            throw new ArgumentOutOfRangeException(nameof(maxValue), maxValue, $"The largest norm must be finite and not below the smallest, {minValue}.");
        if (rate is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate lies between 0 and 1.");
        (MinValue, MaxValue, Rate) = (minValue, maxValue, rate);
    }

    /// <summary>The smallest norm.</summary>
    public double MinValue { get; }

    /// <summary>The largest norm.</summary>
    public double MaxValue { get; }

    /// <summary>Share of the way from the norm to the interval at each step.</summary>
    public double Rate { get; }

    internal static MinMaxNorm FromConfig(ConfigReader config) => new(
        config.GetDouble("min_value", 0), config.GetDouble("max_value", 1), config.GetDouble("rate", 1), ReadAxes(config));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("min_value", MinValue);
        config.Write("max_value", MaxValue);
        config.Write("rate", Rate);
        WriteAxes(config);
    }
}
