using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Constraints;

/// <summary>w / (1e-7 + norm): norms become 1 (<c>keras.constraints.UnitNorm</c>).</summary>
[KerasName("UnitNorm", "unit_norm", "unitnorm")]
public sealed record UnitNorm : NormConstraint
{
    /// <summary>Makes the constraint.</summary>
    /// <param name="axes">The axes that the squares are summed along. Default 0.</param>
    public UnitNorm(IReadOnlyList<int>? axes = null)
        : base(axes) { }

    internal static UnitNorm FromConfig(ConfigReader config) => new(ReadAxes(config));

    internal override void WriteConfig(ConfigWriter config) => WriteAxes(config);
}
