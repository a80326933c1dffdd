using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Regularizers;

/// <summary>factor * sum |x| (<c>keras.regularizers.L1</c>).</summary>
/// <param name="Factor">Keras's <c>l1</c>, finite and not negative. Default 0.01.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
[KerasName("L1", "l1")]
public sealed record L1(double Factor = 0.01) : Regularizer
{
    /// <summary>Keras's <c>l1</c>.</summary>
    public double Factor { get; } = Check(Factor, nameof(Factor));

    internal static L1 FromConfig(ConfigReader config) => new(config.GetDouble("l1", 0.01));

    internal override void WriteConfig(ConfigWriter config) => config.Write("l1", Factor);
}
