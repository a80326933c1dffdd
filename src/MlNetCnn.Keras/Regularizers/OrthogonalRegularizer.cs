using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Regularizers;

/// <summary>
/// Drives the rows (or columns) of a matrix apart (<c>keras.regularizers.OrthogonalRegularizer</c>): factor * 0.5 * sum over i != j of
/// |r_i . r_j| / (n (n - 1) / 2), where r_i are the n rows (or columns), each divided by its length (at least 1e-7). The weight must have rank 2.
/// </summary>
/// <param name="Factor">Finite and not negative. Default 0.01.</param>
/// <param name="Mode"><c>rows</c> or <c>columns</c>. Default <c>rows</c>.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
/// <exception cref="ArgumentException">The mode is another.</exception>
[KerasName("OrthogonalRegularizer", "orthogonal_regularizer")]
public sealed record OrthogonalRegularizer(double Factor = 0.01, string Mode = "rows") : Regularizer
{
    /// <summary>The factor.</summary>
    public double Factor { get; } = Check(Factor, nameof(Factor));

    /// <summary><c>rows</c> or <c>columns</c>.</summary>
    public string Mode { get; } = Mode is "rows" or "columns" ? Mode : throw new ArgumentException($"mode is 'rows' or 'columns', not '{Mode}'.", nameof(Mode));

    internal static OrthogonalRegularizer FromConfig(ConfigReader config) => new(config.GetDouble("factor", 0.01), config.GetString("mode", "rows")!);

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("factor", Factor);
        config.Write("mode", Mode);
    }
}
