using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, sets each value to selu's lower limit with the probability rate, then scales and shifts all so that mean 0 and variance 1 stay so; otherwise passes values on
/// unchanged (<c>keras.layers.AlphaDropout</c>; Klambauer and others, NeurIPS 2017).
/// </summary>
[KerasName("AlphaDropout")]
public sealed class AlphaDropout : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">Probability that a value is dropped, at least 0 and below 1.</param>
    /// <param name="seed">Seed of this layer's stream of masks; null to use the run's seed and the layer's name.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of its range.</exception>
    public AlphaDropout(double rate, int? seed = null, string? name = null)
        : base(name)
    {
        if (rate is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate is at least 0 and below 1.");
        (Rate, Seed) = (rate, seed);
    }

    /// <summary>Probability that a value is dropped.</summary>
    public double Rate { get; }

    /// <summary>Seed of this layer's stream of masks; null for the run's.</summary>
    public int? Seed { get; }

    internal static AlphaDropout FromConfig(ConfigReader config)
    {
        if (config.Has("noise_shape")) throw config.Error("a noise_shape is not supported: every value is dropped by itself.");
        return new(config.GetDouble("rate") ?? config.GetDouble("p") ?? throw config.Error("rate is missing."), config.GetInt32("seed"), config.GetString("name"));
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("rate", Rate);
        config.WriteSeed(Seed);
        config.WriteNull("noise_shape");
    }
}
