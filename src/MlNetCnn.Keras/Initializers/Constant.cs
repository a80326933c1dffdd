using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>All the same value (<c>keras.initializers.Constant</c>).</summary>
/// <param name="value">The value. Default 0.</param>
[KerasName("Constant", "constant")]
public sealed class Constant(double value = 0) : Initializer
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Fill((float)Value);

    internal static Constant FromConfig(ConfigReader config) => new(config.GetDouble("value", 0));

    internal override void WriteConfig(ConfigWriter config) => config.Write("value", Value);
}
