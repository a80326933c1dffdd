using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>x for x > 0, alpha * (exp(x) - 1) below (<c>keras.layers.ELU</c>).</summary>
[KerasName("ELU")]
public sealed class ELU : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="alpha">Where the function ends for very negative values is -alpha. Default 1.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">alpha is not finite.</exception>
    public ELU(double alpha = 1, string? name = null)
        : base(name)
    {
        if (!double.IsFinite(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "alpha must be finite.");
        Alpha = alpha;
    }

    /// <summary>The function tends to -alpha.</summary>
    public double Alpha { get; }

    internal static ELU FromConfig(ConfigReader config) => new(config.GetDouble("alpha", 1), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => config.Write("alpha", Alpha);
}
