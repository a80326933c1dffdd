using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Constraints;

/// <summary>
/// A rule that a weight must obey: after each step of training the weight is replaced by what the rule makes of it. Data only: the formulas
/// below are what an engine computes. The set is closed; one file per constraint.
/// </summary>
public abstract record Constraint
{
    private protected Constraint() { }

    /// <summary>Keras's class name, e.g. <c>MaxNorm</c>.</summary>
    public string ClassName => GetType().Name;

    /// <summary>Writes what <c>get_config()</c> holds in Keras.</summary>
    internal abstract void WriteConfig(ConfigWriter config);
}
