using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Truncated normal of variance 2 / fan_in
/// (<c>keras.initializers.HeNormal</c>; He and others, ICCV 2015).
/// </summary>
[KerasName("HeNormal", "he_normal")]
public sealed class HeNormal() : VarianceScaling(2, FanMode.FanIn, ScalingDistribution.TruncatedNormal)
{
    internal static new HeNormal FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) => config.WriteNull("seed");
}
