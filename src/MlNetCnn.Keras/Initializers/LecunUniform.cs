using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Uniform in [-l, l] with l = sqrt(3 / fan_in)
/// (<c>keras.initializers.LecunUniform</c>; LeCun and others, "Efficient BackProp", 1998).
/// </summary>
[KerasName("LecunUniform", "lecun_uniform")]
public sealed class LecunUniform() : VarianceScaling(1, FanMode.FanIn, ScalingDistribution.Uniform)
{
    internal static new LecunUniform FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) => config.WriteNull("seed");
}
