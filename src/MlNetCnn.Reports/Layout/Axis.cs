namespace MlNetCnn.Reports.Layout;

/// <summary>An axis from its first to its last tick.</summary>
/// <param name="Ticks">At least two, rising.</param>
/// <param name="Logarithmic">Whether equal ratios are equally long; all ticks are above zero then.</param>
internal sealed record Axis(IReadOnlyList<Tick> Ticks, bool Logarithmic = false)
{
    public double Minimum => Ticks[0].Value;

    public double Maximum => Ticks[^1].Value;

    /// <summary>Where a value stands on the axis: 0 at the first tick, 1 at the last.</summary>
    public double Position(double value) => Logarithmic
        ? (Math.Log10(value) - Math.Log10(Minimum)) / (Math.Log10(Maximum) - Math.Log10(Minimum))
        : (value - Minimum) / (Maximum - Minimum);
}
