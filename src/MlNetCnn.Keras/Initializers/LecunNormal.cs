using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Truncated normal of variance 1 / fan_in
/// (<c>keras.initializers.LecunNormal</c>; LeCun and others, "Efficient BackProp", 1998).
/// </summary>
[KerasName("LecunNormal", "lecun_normal")]
public sealed class LecunNormal() : VarianceScaling(1, FanMode.FanIn, ScalingDistribution.TruncatedNormal)
{
    internal static new LecunNormal FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) => config.WriteNull("seed");
}
