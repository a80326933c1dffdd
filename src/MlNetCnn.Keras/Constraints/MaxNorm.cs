using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Constraints;

/// <summary>w * min(norm, maxValue) / (1e-7 + norm): norms stay at most maxValue (<c>keras.constraints.MaxNorm</c>).</summary>
[KerasName("MaxNorm", "max_norm", "maxnorm")]
public sealed record MaxNorm : NormConstraint
{
    /// <summary>Makes the constraint.</summary>
    /// <param name="maxValue">The largest norm, at least 0. Default 2.</param>
    /// <param name="axes">The axes that the squares are summed along. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is negative or not finite.</exception>
    public MaxNorm(double maxValue = 2, IReadOnlyList<int>? axes = null)
        : base(axes)
    {
        if (maxValue is not (>= 0 and < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(maxValue), maxValue, "The largest norm must be finite and not negative.");
        MaxValue = maxValue;
    }

    /// <summary>The largest norm.</summary>
    public double MaxValue { get; }

    internal static MaxNorm FromConfig(ConfigReader config) => new(config.GetDouble("max_value") ?? config.GetDouble("m", 2), ReadAxes(config));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("max_value", MaxValue);
        WriteAxes(config);
    }
}
