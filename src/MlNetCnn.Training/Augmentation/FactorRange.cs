using System.Globalization;

namespace MlNetCnn.Training;

/// <summary>A range that a factor is drawn from, both ends included. A single number z stands for [1 - z, 1 + z], as in Keras's <c>zoom_range</c>.</summary>
/// <param name="Low">Smallest factor.</param>
/// <param name="High">Largest factor.</param>
public readonly record struct FactorRange(double Low, double High)
{
    /// <summary>The range [1 - z, 1 + z].</summary>
    /// <param name="spread">z, at least 0 and at most 1.</param>
    public static FactorRange Around1(double spread) => new(1 - spread, 1 + spread);

    /// <summary>A single number z as [1 - z, 1 + z].</summary>
    public static implicit operator FactorRange(double spread) => Around1(spread);

    /// <summary>A pair as the range from the first to the second.</summary>
    public static implicit operator FactorRange((double Low, double High) pair) => new(pair.Low, pair.High);

    /// <summary>As Python writes a pair: <c>(0.8, 1.2)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Low}, {High})");

    /// <summary>Whether both are finite, not negative and in order.</summary>
    internal bool IsValid => double.IsFinite(Low) && double.IsFinite(High) && Low >= 0 && Low <= High;
}
