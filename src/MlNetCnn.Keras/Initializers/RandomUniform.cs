using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>Uniform between two bounds (<c>keras.initializers.RandomUniform</c>).</summary>
/// <param name="minValue">Lower bound. Default -0.05.</param>
/// <param name="maxValue">Upper bound. Default 0.05.</param>
[KerasName("RandomUniform", "random_uniform", "uniform")]
public sealed class RandomUniform(double minValue = -0.05, double maxValue = 0.05) : Initializer
{
    /// <summary>Lower bound.</summary>
    public double MinValue { get; } = minValue;

    /// <summary>Upper bound.</summary>
    public double MaxValue { get; } = maxValue;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ref var value in values) value = (float)(MinValue + (MaxValue - MinValue) * random.NextDouble());
    }

    internal static RandomUniform FromConfig(ConfigReader config) => new(config.GetDouble("minval", -0.05), config.GetDouble("maxval", 0.05));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.WriteNull("seed");
        config.Write("minval", MinValue);
        config.Write("maxval", MaxValue);
    }
}
