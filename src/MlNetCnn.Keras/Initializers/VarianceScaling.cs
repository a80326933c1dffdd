using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Draws with the variance v = scale / max(1, fan) (<c>keras.initializers.VarianceScaling</c>): uniform in [-l, l] with l = sqrt(3 v), normal
/// with the deviation sqrt(v), or truncated normal with the deviation sqrt(v) / 0.87962566103423978, the deviation of a standard normal cut off at 2.
/// </summary>
[KerasName("VarianceScaling", "variance_scaling")]
public class VarianceScaling : Initializer
{
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Makes the initializer.</summary>
    /// <param name="scale">The factor, positive. Default 1.</param>
    /// <param name="mode">What it is divided by. Default fan-in.</param>
    /// <param name="distribution">Default truncated normal.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not positive.</exception>
    public VarianceScaling(double scale = 1, FanMode mode = FanMode.FanIn, ScalingDistribution distribution = ScalingDistribution.TruncatedNormal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        (Scale, Mode, Distribution) = (scale, mode, distribution);
    }

    /// <summary>The factor.</summary>
    public double Scale { get; }

    /// <summary>What it is divided by.</summary>
    public FanMode Mode { get; }

    /// <summary>How values are drawn.</summary>
    public ScalingDistribution Distribution { get; }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var (fanIn, fanOut) = Fans.Of(shape);
        var fan = Mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => (fanIn + fanOut) / 2 };
        var variance = Scale / Math.Max(1, fan);
        switch (Distribution)
        {
            case ScalingDistribution.Uniform:
                var limit = Math.Sqrt(3 * variance);
                foreach (ref var value in values) value = (float)((2 * random.NextDouble() - 1) * limit);
                break;
            case ScalingDistribution.UntruncatedNormal:
                var deviation = Math.Sqrt(variance);
                foreach (ref var value in values) value = (float)(random.NextNormal() * deviation);
                break;
            default:
                TruncatedNormal.Fill(values, 0, Math.Sqrt(variance) / TruncatedDeviation, random);
                break;
        }
    }

    internal static VarianceScaling FromConfig(ConfigReader config) => new(
        config.GetDouble("scale", 1),
        config.GetString("mode", "fan_in") switch
        {
            "fan_in" => FanMode.FanIn,
            "fan_out" => FanMode.FanOut,
            "fan_avg" => FanMode.FanAverage,
            var other => throw config.Error($"mode is fan_in, fan_out or fan_avg, not '{other}'."),
        },
        config.GetString("distribution", "truncated_normal") switch
        {
            "normal" or "truncated_normal" => ScalingDistribution.TruncatedNormal,
            "untruncated_normal" => ScalingDistribution.UntruncatedNormal,
            "uniform" => ScalingDistribution.Uniform,
            var other => throw config.Error($"distribution is truncated_normal, untruncated_normal or uniform, not '{other}'."),
        });

    internal override void WriteConfig(ConfigWriter config)
    {
        config.WriteNull("seed");
        config.Write("scale", Scale);
        config.Write("mode", Mode switch { FanMode.FanIn => "fan_in", FanMode.FanOut => "fan_out", _ => "fan_avg" });
        config.Write("distribution", Distribution switch
        {
            ScalingDistribution.Uniform => "uniform",
            ScalingDistribution.UntruncatedNormal => "untruncated_normal",
            _ => "truncated_normal",
        });
    }
}
