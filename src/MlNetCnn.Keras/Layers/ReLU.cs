using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// The rectifier with a ceiling, a slope and a threshold (<c>keras.layers.ReLU</c>): maxValue for x >= maxValue,
/// x for threshold &lt;= x &lt; maxValue, negativeSlope * (x - threshold) below.
/// </summary>
[KerasName("ReLU")]
public sealed class ReLU : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="maxValue">The ceiling, at least 0; null for none. Default null.</param>
    /// <param name="negativeSlope">Slope below the threshold, at least 0. Default 0.</param>
    /// <param name="threshold">Where the rectifier begins, at least 0. Default 0.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ReLU(double? maxValue = null, double negativeSlope = 0, double threshold = 0, string? name = null)
        : base(name)
    {
        if (maxValue is { } max) ArgumentOutOfRangeException.ThrowIfNegative(max, nameof(maxValue));
        ArgumentOutOfRangeException.ThrowIfNegative(negativeSlope);
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        MaxValue = maxValue;
        NegativeSlope = negativeSlope;
        Threshold = threshold;
    }

    /// <summary>The ceiling; null for none.</summary>
    public double? MaxValue { get; }

    /// <summary>Slope below the threshold.</summary>
    public double NegativeSlope { get; }

    /// <summary>Where the rectifier begins.</summary>
    public double Threshold { get; }

    internal static ReLU FromConfig(ConfigReader config) => new(
        config.GetDouble("max_value"), config.GetDouble("negative_slope", 0), config.GetDouble("threshold", 0), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        if (MaxValue is { } max) config.Write("max_value", max); else config.WriteNull("max_value");
        config.Write("negative_slope", NegativeSlope);
        config.Write("threshold", Threshold);
    }
}
