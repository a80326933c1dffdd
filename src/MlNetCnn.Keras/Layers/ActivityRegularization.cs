using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>Passes values on unchanged, and adds a penalty on them to the loss (<c>keras.layers.ActivityRegularization</c>): l1 sum |x| + l2 sum x^2.</summary>
[KerasName("ActivityRegularization")]
public sealed class ActivityRegularization : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="l1">Factor of the sum of magnitudes. Default 0.</param>
    /// <param name="l2">Factor of the sum of squares. Default 0.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is negative or not finite.</exception>
    public ActivityRegularization(double l1 = 0, double l2 = 0, string? name = null)
        : base(name)
    {
        if (l1 is not (>= 0 and < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(l1), l1, "l1 is finite and not negative.");
        if (l2 is not (>= 0 and < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(l2), l2, "l2 is finite and not negative.");
        (L1, L2) = (l1, l2);
        if (l1 != 0 || l2 != 0) ActivityRegularizer = new L1L2(l1, l2);
    }

    /// <summary>Factor of the sum of magnitudes.</summary>
    public double L1 { get; }

    /// <summary>Factor of the sum of squares.</summary>
    public double L2 { get; }

    internal static ActivityRegularization FromConfig(ConfigReader config)
    {
        // Keras 2 writes the regularizer beside the factors that it is made of.
        config.MarkUsed("activity_regularizer");
        return new(config.GetDouble("l1", 0), config.GetDouble("l2", 0), config.GetString("name"));
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Json.Remove("activity_regularizer");
        config.Write("l1", L1);
        config.Write("l2", L2);
    }
}
