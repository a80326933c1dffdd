using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Uniform in [-l, l] with l = sqrt(6 / fan_in)
/// (<c>keras.initializers.HeUniform</c>; He and others, ICCV 2015).
/// </summary>
[KerasName("HeUniform", "he_uniform")]
public sealed class HeUniform() : VarianceScaling(2, FanMode.FanIn, ScalingDistribution.Uniform)
{
    internal static new HeUniform FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) => config.WriteNull("seed");
}
