using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>All one (<c>keras.initializers.Ones</c>).</summary>
[KerasName("Ones", "ones", "one")]
public sealed class Ones : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Fill(1);

    internal static Ones FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) { }
}
