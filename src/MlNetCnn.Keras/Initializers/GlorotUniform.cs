using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Uniform in [-l, l] with l = sqrt(6 / (fan_in + fan_out)): Keras's default for kernels
/// (<c>keras.initializers.GlorotUniform</c>; Glorot and Bengio, AISTATS 2010).
/// </summary>
[KerasName("GlorotUniform", "glorot_uniform")]
public sealed class GlorotUniform() : VarianceScaling(1, FanMode.FanAverage, ScalingDistribution.Uniform)
{
    internal static new GlorotUniform FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) => config.WriteNull("seed");
}
