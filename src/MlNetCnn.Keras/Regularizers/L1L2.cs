using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Regularizers;

/// <summary>l1 * sum |x| + l2 * sum x^2 (<c>keras.regularizers.L1L2</c>).</summary>
/// <param name="L1">Factor of the absolute values, finite and not negative. Default 0.</param>
/// <param name="L2">Factor of the squares, finite and not negative. Default 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A factor is negative or not finite.</exception>
[KerasName("L1L2")]
public sealed record L1L2(double L1 = 0, double L2 = 0) : Regularizer
{
    /// <summary>Factor of the absolute values.</summary>
    public double L1 { get; } = Check(L1, nameof(L1));

    /// <summary>Factor of the squares.</summary>
    public double L2 { get; } = Check(L2, nameof(L2));

    internal static L1L2 FromConfig(ConfigReader config) => new(config.GetDouble("l1", 0), config.GetDouble("l2", 0));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("l1", L1);
        config.Write("l2", L2);
    }
}
