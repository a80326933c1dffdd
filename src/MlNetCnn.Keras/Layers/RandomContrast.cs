using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, (x - m) f + m with m the mean of each channel of a picture and f drawn for it, cut to the range of values; otherwise passes pictures on unchanged
/// (<c>keras.layers.RandomContrast</c>, in tf.keras 2 also <c>keras.layers.experimental.preprocessing.RandomContrast</c>).
/// </summary>
/// <remarks>
/// f is drawn from 1 - lower .. 1 + upper. Keras's documentation has one number stand for both, and tf.keras 2 and Keras 3 up to 3.5 did so; from 3.6 on Keras takes one number
/// as (0, number), and writes that pair to files, which are read as they are. Keras before 2.7 did not cut values, and 3.0 to 3.5 drew one f for the whole batch.
/// </remarks>
[KerasName("RandomContrast")]
public sealed class RandomContrast : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="factor">0 to 1: f lies between 1 - factor and 1 + factor.</param>
    /// <param name="valueRange">The range of values; null for Keras's, 0 to 255.</param>
    /// <param name="seed">Seed of this layer's stream of factors; null to use the run's seed and the layer's name.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of its range, or a number is not finite.</exception>
    public RandomContrast(double factor, FactorRange? valueRange = null, int? seed = null, string? name = null)
        : this(factor, factor, valueRange, seed, name) { }

    /// <summary>Makes the layer.</summary>
    /// <param name="lower">f is at least 1 - lower; 0 to 1.</param>
    /// <param name="upper">f is at most 1 + upper; not negative.</param>
    /// <param name="valueRange">The range of values; null for Keras's, 0 to 255.</param>
    /// <param name="seed">Seed of this layer's stream of factors; null to use the run's seed and the layer's name.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range or not finite.</exception>
    public RandomContrast(double lower, double upper, FactorRange? valueRange, int? seed = null, string? name = null)
        : base(name)
    {
        if (lower is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(lower), lower, "The factor's lower part lies between 0 and 1.");
        if (upper is not (>= 0 and < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(upper), upper, "The factor's upper part is finite and not negative.");
        (Lower, Upper, ValueRange, Seed) = (lower, upper, valueRange ?? (0, 255), seed);
    }

    /// <summary>f is at least 1 less this.</summary>
    public double Lower { get; }

    /// <summary>f is at most 1 and this.</summary>
    public double Upper { get; }

    /// <summary>Values are cut to this range.</summary>
    public FactorRange ValueRange { get; }

    /// <summary>Seed of this layer's stream of factors; null for the run's.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 3);

    internal static RandomContrast FromConfig(ConfigReader config)
    {
        if (config.Find("factor") is not { } factor) throw config.Error("factor is missing.");
        var (lower, upper) = factor.ValueKind == System.Text.Json.JsonValueKind.Number ? (factor.GetDouble(), factor.GetDouble())
            : factor.ValueKind == System.Text.Json.JsonValueKind.Array && factor.GetArrayLength() == 2 ? (Number(factor[0]), Number(factor[1]))
            : throw config.Wrong("factor", factor, "a number or a list of two numbers");
        return new RandomContrast(lower, upper, FactorRange.ReadPair(config, "value_range"), config.GetInt32("seed"), config.GetString("name"));

        double Number(System.Text.Json.JsonElement e) => e.ValueKind == System.Text.Json.JsonValueKind.Number ? e.GetDouble() : throw config.Wrong("factor", factor, "a number or a list of two numbers");
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("factor", new System.Text.Json.Nodes.JsonArray(Lower, Upper));
        config.Write("value_range", ValueRange.ToPair());
        config.WriteSeed(Seed);
    }
}
