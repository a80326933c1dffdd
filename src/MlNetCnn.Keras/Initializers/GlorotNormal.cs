using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Truncated normal of variance 2 / (fan_in + fan_out)
/// (<c>keras.initializers.GlorotNormal</c>; Glorot and Bengio, AISTATS 2010).
/// </summary>
[KerasName("GlorotNormal", "glorot_normal")]
public sealed class GlorotNormal() : VarianceScaling(1, FanMode.FanAverage, ScalingDistribution.TruncatedNormal)
{
    internal static new GlorotNormal FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) => config.WriteNull("seed");
}
