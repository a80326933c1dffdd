using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Uniform in [-limit, limit] with limit = sqrt(6 / (fan_in + fan_out)): Keras's default for kernels
/// (<c>keras.initializers.GlorotUniform</c>; Glorot and Bengio, AISTATS 2010).
/// </summary>
[KerasName("GlorotUniform", "glorot_uniform")]
public sealed class GlorotUniform : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        var (fanIn, fanOut) = Fans.Of(shape);
        var limit = Math.Sqrt(6.0 / (fanIn + fanOut));
        foreach (ref var value in values) value = (float)((2 * random.NextDouble() - 1) * limit);
    }

    internal static GlorotUniform FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) => config.WriteNull("seed");
}
