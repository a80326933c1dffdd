using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Regularizers;

/// <summary>factor * sum x^2 (<c>keras.regularizers.L2</c>).</summary>
/// <param name="Factor">Keras's <c>l2</c>, finite and not negative. Default 0.01.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
[KerasName("L2", "l2")]
public sealed record L2(double Factor = 0.01) : Regularizer
{
    /// <summary>Keras's <c>l2</c>.</summary>
    public double Factor { get; } = Check(Factor, nameof(Factor));

    internal static L2 FromConfig(ConfigReader config) => new(config.GetDouble("l2", 0.01));

    internal override void WriteConfig(ConfigWriter config) => config.Write("l2", Factor);
}
