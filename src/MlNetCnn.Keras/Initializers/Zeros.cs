using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>All zero: Keras's default for biases (<c>keras.initializers.Zeros</c>).</summary>
[KerasName("Zeros", "zeros", "zero")]
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Clear();

    internal static Zeros FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) { }
}
