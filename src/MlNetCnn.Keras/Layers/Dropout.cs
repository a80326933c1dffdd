using System.Text.Json.Nodes;
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
    /// <param name="noiseShape">
    /// Which values are dropped together: the shape of the mask with the batch first, each dimension 1 or the input's, or <see cref="Shape.Unknown"/> for the input's.
    /// [Unknown, 1, 1, 1] drops whole pictures (stochastic depth, as Keras's EfficientNet has it). Null to drop each value by itself. Default null.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> or a dimension is out of its range.</exception>
    public Dropout(double rate, int? seed = null, string? name = null, IReadOnlyList<int>? noiseShape = null)
        : base(name)
    {
        if (noiseShape?.Any(d => d is not (Shape.Unknown or > 0)) == true) throw new ArgumentOutOfRangeException(nameof(noiseShape), string.Join(", ", noiseShape), "The mask's dimensions are positive, or unknown.");
        NoiseShape = noiseShape is null ? null : [.. noiseShape];
        if (rate is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate is at least 0 and below 1.");
        Rate = rate;
        Seed = seed;
    }

    /// <summary>Probability of a 0.</summary>
    public double Rate { get; }

    /// <summary>Seed of this layer's stream of masks; null for the run's.</summary>
    public int? Seed { get; }

    /// <summary>Shape of the mask with the batch first; null to drop each value by itself.</summary>
    public IReadOnlyList<int>? NoiseShape { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        if (NoiseShape is null) return input;
        var fits = NoiseShape.Count == input.Rank + 1 && NoiseShape[0] is 1 or Shape.Unknown;
        for (var i = 1; i < NoiseShape.Count && fits; i++) fits = NoiseShape[i] is 1 or Shape.Unknown || input[i - 1] == Shape.Unknown || NoiseShape[i] == input[i - 1];
        return fits
            ? input
            : throw new ArgumentException($"{Name} (Dropout) has the noise shape ({string.Join(", ", NoiseShape)}), which does not fit {input.ToBatchString()}: each dimension is 1, the input's or unknown, and the batch's 1 or unknown.");
    }

    internal static Dropout FromConfig(ConfigReader config) => new(
        config.GetDouble("rate") ?? config.GetDouble("p") ?? throw config.Error("rate is missing."), config.GetInt32("seed"), config.GetString("name"), config.GetDimensions("noise_shape"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("rate", Rate);
        if (Seed is { } seed) config.Write("seed", seed); else config.WriteNull("seed");
        config.Write("noise_shape", NoiseShape is null ? null : new JsonArray([.. NoiseShape.Select(d => d == Shape.Unknown ? null : JsonValue.Create(d))]));
    }
}
