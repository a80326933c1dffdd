using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>In training, adds normally distributed noise of mean 0; otherwise passes values on unchanged (<c>keras.layers.GaussianNoise</c>).</summary>
[KerasName("GaussianNoise")]
public sealed class GaussianNoise : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="stddev">Standard deviation of the noise, 0 to 1.</param>
    /// <param name="seed">Seed of this layer's stream of noise; null to use the run's seed and the layer's name.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="stddev"/> is out of its range.</exception>
    public GaussianNoise(double stddev, int? seed = null, string? name = null)
        : base(name)
    {
        if (stddev is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(stddev), stddev, "stddev lies between 0 and 1.");
        Stddev = stddev;
        Seed = seed;
    }

    /// <summary>Standard deviation of the noise.</summary>
    public double Stddev { get; }

    /// <summary>Seed of this layer's stream of noise; null for the run's.</summary>
    public int? Seed { get; }

    internal static GaussianNoise FromConfig(ConfigReader config) => new(
        config.GetDouble("stddev") ?? config.GetDouble("sigma") ?? throw config.Error("stddev is missing."), config.GetInt32("seed"), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("stddev", Stddev);
        if (Seed is { } seed) config.Write("seed", seed); else config.WriteNull("seed");
    }
}
