using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Regularizers;

/// <summary>
/// A penalty that training adds to the loss, computed from a weight (or, as a layer's activity regularizer, from its output). Data only: the
/// formulas below are what an engine computes. The set is closed; one file per regularizer.
/// </summary>
public abstract record Regularizer
{
    private protected Regularizer() { }

    /// <summary>Keras's class name, e.g. <c>L2</c>.</summary>
    public string ClassName => GetType().Name;

    /// <summary>Writes what <c>get_config()</c> holds in Keras.</summary>
    internal abstract void WriteConfig(ConfigWriter config);

    /// <summary>A factor that is finite and not negative, as Keras demands.</summary>
    private protected static double Check(double factor, string name) => factor is >= 0 and < double.PositiveInfinity
        ? factor
        : throw new ArgumentOutOfRangeException(name, factor, "A factor of regularization must be finite and not negative.");
}
