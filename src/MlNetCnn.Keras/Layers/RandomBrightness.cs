using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, adds to each picture a number drawn for it, a share of the range of values, and cuts to that range; otherwise passes pictures on unchanged
/// (<c>keras.layers.RandomBrightness</c>, since 2.9).
/// </summary>
[KerasName("RandomBrightness")]
public sealed class RandomBrightness : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The range of what is added, -1 to 1: 1 is the whole range of values, which makes a picture white.</param>
    /// <param name="valueRange">The range of values; null for Keras's, 0 to 255.</param>
    /// <param name="seed">Seed of this layer's stream; null to use the run's seed and the layer's name.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is beyond -1 or 1, or a number is not finite.</exception>
    public RandomBrightness(FactorRange factor, FactorRange? valueRange = null, int? seed = null, string? name = null)
        : base(name) => (Factor, ValueRange, Seed) = (factor.Check(nameof(factor), -1, 1), valueRange ?? (0, 255), seed);

    /// <summary>The range of what is added, as a share of the range of values.</summary>
    public FactorRange Factor { get; }

    /// <summary>Values are cut to this range.</summary>
    public FactorRange ValueRange { get; }

    /// <summary>Seed of this layer's stream; null for the run's.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 3);

    internal static RandomBrightness FromConfig(ConfigReader config) => new(
        FactorRange.Read(config, "factor") ?? throw config.Error("factor is missing."), FactorRange.ReadPair(config, "value_range"), config.GetInt32("seed"), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("factor", Factor.ToPair());
        config.Write("value_range", ValueRange.ToPair());
        config.WriteSeed(Seed);
    }
}
