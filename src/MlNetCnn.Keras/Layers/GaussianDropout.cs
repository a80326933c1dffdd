using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, multiplies each value by normally distributed noise of mean 1 and standard deviation sqrt(rate / (1 - rate)); otherwise passes
/// values on unchanged (<c>keras.layers.GaussianDropout</c>; Srivastava and others, JMLR 15, 2014).
/// </summary>
[KerasName("GaussianDropout")]
public sealed class GaussianDropout : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">As Dropout's, at least 0 and below 1.</param>
    /// <param name="seed">Seed of this layer's stream of noise; null to use the run's seed and the layer's name.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of its range.</exception>
    public GaussianDropout(double rate, int? seed = null, string? name = null)
        : base(name)
    {
        if (rate is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate is at least 0 and below 1.");
        Rate = rate;
        Seed = seed;
    }

    /// <summary>As Dropout's.</summary>
    public double Rate { get; }

    /// <summary>Seed of this layer's stream of noise; null for the run's.</summary>
    public int? Seed { get; }

    internal static GaussianDropout FromConfig(ConfigReader config) => new(
        config.GetDouble("rate") ?? config.GetDouble("p") ?? throw config.Error("rate is missing."), config.GetInt32("seed"), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("rate", Rate);
        if (Seed is { } seed) config.Write("seed", seed); else config.WriteNull("seed");
    }
}
