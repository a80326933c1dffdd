namespace MlNetCnn.Reports.Layout;

/// <summary>An axis from its first to its last tick.</summary>
/// <param name="Ticks">At least two, rising.</param>
internal sealed record Axis(IReadOnlyList<Tick> Ticks)
{
    public double Minimum => Ticks[0].Value;

    public double Maximum => Ticks[^1].Value;

    /// <summary>Where a value stands on the axis: 0 at the first tick, 1 at the last.</summary>
    public double Position(double value) => (value - Minimum) / (Maximum - Minimum);
}
