using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>x for x >= 0, negativeSlope * x below (<c>keras.layers.LeakyReLU</c>; Keras 2 calls the slope <c>alpha</c>).</summary>
[KerasName("LeakyReLU")]
public sealed class LeakyReLU : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="negativeSlope">Slope below 0. Default 0.3, the layer's (the function <c>leaky_relu</c> has 0.2).</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not finite.</exception>
    public LeakyReLU(double negativeSlope = 0.3, string? name = null)
        : base(name)
    {
        if (!double.IsFinite(negativeSlope)) throw new ArgumentOutOfRangeException(nameof(negativeSlope), negativeSlope, "The slope must be finite.");
        NegativeSlope = negativeSlope;
    }

    /// <summary>Slope below 0.</summary>
    public double NegativeSlope { get; }

    internal static LeakyReLU FromConfig(ConfigReader config) => new(config.GetDouble("negative_slope") ?? config.GetDouble("alpha", 0.3), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => config.Write("negative_slope", NegativeSlope);
}
