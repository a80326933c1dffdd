using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>Normally distributed (<c>keras.initializers.RandomNormal</c>).</summary>
/// <param name="mean">Default 0.</param>
/// <param name="stddev">Standard deviation. Default 0.05.</param>
[KerasName("RandomNormal", "random_normal", "normal")]
public sealed class RandomNormal(double mean = 0, double stddev = 0.05) : Initializer
{
    /// <summary>The mean.</summary>
    public double Mean { get; } = mean;

    /// <summary>The standard deviation.</summary>
    public double Stddev { get; } = stddev;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ref var value in values) value = (float)(Mean + Stddev * random.NextNormal());
    }

    internal static RandomNormal FromConfig(ConfigReader config) => new(config.GetDouble("mean", 0), config.GetDouble("stddev", 0.05));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.WriteNull("seed");
        config.Write("mean", Mean);
        config.Write("stddev", Stddev);
    }
}
