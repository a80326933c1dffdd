using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// x / |x| with the Euclidean norm of each element along the axes, which counts as 1e-12 where it is less (<c>keras.layers.UnitNormalization</c>, since 2.8; tf.keras 2 has
/// 1e-6 there).
/// </summary>
[KerasName("UnitNormalization")]
public sealed class UnitNormalization : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axes">The axes that make a vector, counted with the batch from the start, or negative from the end. Default -1, the channels.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis is 0, the batch.</exception>
    /// <exception cref="ArgumentException">There is no axis.</exception>
    public UnitNormalization(IReadOnlyList<int>? axes = null, string? name = null)
        : base(name)
    {
        Axes = [.. axes ?? [-1]];
        if (Axes.Count == 0) throw new ArgumentException("At least one axis is normalised.", nameof(axes));
        if (Axes.Contains(0)) throw new ArgumentOutOfRangeException(nameof(axes), 0, "Axis 0 is the batch, whose elements are normalised apart.");
    }

    /// <summary>The axes as given: counted with the batch, or negative from the end.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <summary>The axes as ascending indices into a <see cref="Shape"/> of that rank (without the batch).</summary>
    /// <exception cref="ArgumentException">The input has no such axis, or one is named twice.</exception>
    public IReadOnlyList<int> AxesIn(int rank) => Layers.Axes.In(this, Axes, rank);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        _ = AxesIn(input.Rank);
        return input;
    }

    internal static UnitNormalization FromConfig(ConfigReader config) => new(Layers.Axes.Read(config), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => Layers.Axes.Write(config, Axes);
}
