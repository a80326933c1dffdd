using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, sets each value to 0 with the probability rate and divides the others by 1 - rate; otherwise passes values on
/// unchanged (<c>keras.layers.Dropout</c>; Srivastava and others, JMLR 15, 2014).
/// </summary>
[KerasName("Dropout")]
public sealed class Dropout : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">Probability of a 0, at least 0 and below 1.</param>
    /// <param name="seed">Seed of this layer's stream of masks; null to use the run's seed and the layer's name.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of its range.</exception>
    public Dropout(double rate, int? seed = null, string? name = null)
        : base(name)
    {
        if (rate is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate is at least 0 and below 1.");
        Rate = rate;
        Seed = seed;
    }

    /// <summary>Probability of a 0.</summary>
    public double Rate { get; }

    /// <summary>Seed of this layer's stream of masks; null for the run's.</summary>
    public int? Seed { get; }

    internal static Dropout FromConfig(ConfigReader config)
    {
        if (config.Has("noise_shape")) throw config.Error("a noise_shape is not supported: every value is dropped by itself.");
        return new Dropout(config.GetDouble("rate") ?? config.GetDouble("p") ?? throw config.Error("rate is missing."), config.GetInt32("seed"), config.GetString("name"));
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("rate", Rate);
        if (Seed is { } seed) config.Write("seed", seed); else config.WriteNull("seed");
        config.WriteNull("noise_shape");
    }
}
