using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Constraints;

/// <summary>w where w >= 0, else 0 (<c>keras.constraints.NonNeg</c>).</summary>
[KerasName("NonNeg", "non_neg", "nonneg")]
public sealed record NonNeg : Constraint
{
    internal static NonNeg FromConfig(ConfigReader _) => new();

    internal override void WriteConfig(ConfigWriter config) { }
}
