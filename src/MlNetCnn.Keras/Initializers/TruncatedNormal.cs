using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Normally distributed, where values more than two standard deviations from the mean are drawn again (<c>keras.initializers.TruncatedNormal</c>).
/// </summary>
/// <param name="mean">Default 0.</param>
/// <param name="stddev">Standard deviation before truncation. Default 0.05.</param>
[KerasName("TruncatedNormal", "truncated_normal")]
public sealed class TruncatedNormal(double mean = 0, double stddev = 0.05) : Initializer
{
    /// <summary>The mean.</summary>
    public double Mean { get; } = mean;

    /// <summary>The standard deviation before truncation.</summary>
    public double Stddev { get; } = stddev;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Fill(values, Mean, Stddev, random);
    }

    internal static void Fill(Span<float> values, double mean, double stddev, RandomStream random)
    {
        foreach (ref var value in values)
        {
            double x;
            do x = random.NextNormal(); while (Math.Abs(x) > 2);
            value = (float)(mean + stddev * x);
        }
    }

    internal static TruncatedNormal FromConfig(ConfigReader config) => new(config.GetDouble("mean", 0), config.GetDouble("stddev", 0.05));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.WriteNull("seed");
        config.Write("mean", Mean);
        config.Write("stddev", Stddev);
    }
}
