using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, sets whole channels of a picture to 0 with the probability rate and divides the others by 1 - rate; otherwise passes values on
/// unchanged (<c>keras.layers.SpatialDropout2D</c>; Tompson and others, CVPR 2015).
/// </summary>
[KerasName("SpatialDropout2D")]
public sealed class SpatialDropout2D : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">Probability of a 0, at least 0 and below 1.</param>
    /// <param name="seed">Seed of this layer's stream of masks; null to use the run's seed and the layer's name.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of its range.</exception>
    public SpatialDropout2D(double rate, int? seed = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(name)
    {
        if (rate is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate is at least 0 and below 1.");
        Rate = rate;
        Seed = seed;
        DataFormat = dataFormat;
    }

    /// <summary>Probability of a 0.</summary>
    public double Rate { get; }

    /// <summary>Seed of this layer's stream of masks; null for the run's.</summary>
    public int? Seed { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 3);

    internal static SpatialDropout2D FromConfig(ConfigReader config) => new(
        config.GetDouble("rate") ?? config.GetDouble("p") ?? throw config.Error("rate is missing."),
        config.GetInt32("seed"),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        // Keras 3 leaves out what its base class writes for all others, and its constructor does not take it: it could not read such a file.
        config.Json.Clear();
        config.Write("rate", Rate);
        if (Seed is { } seed) config.Write("seed", seed); else config.WriteNull("seed");
        config.Write("name", Name);
        config.Write("dtype", "float32");
        DataFormats.Write(config, DataFormat);
    }
}
