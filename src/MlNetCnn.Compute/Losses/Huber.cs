using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// With e = p - t: e^2 / 2 where |e| is at most delta, delta |e| - delta^2 / 2 beyond, averaged over the last axis (<c>keras.losses.Huber</c>).
/// </summary>
/// <param name="Delta">Where the square ends, positive. Default 1.</param>
[KerasName("Huber", "huber", "huber_loss")]
public sealed record Huber(double Delta = 1) : Loss
{
    /// <inheritdoc/>
    public override string Name => "huber";

    /// <summary>Where the square ends, positive.</summary>
    public double Delta { get; init; } = Delta > 0 && double.IsFinite(Delta)
        ? Delta
        : throw new ArgumentOutOfRangeException(nameof(Delta), Delta, "Delta must be positive and finite.");

    internal static Huber FromConfig(ConfigReader config) => new(config.GetDouble("delta", 1));

    internal override JsonObject KerasConfig => new() { ["delta"] = Delta };

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new MeanOf<Element>(new(Delta)), predictions, targets, sampleWeights, gradient);

    private readonly struct Element(double delta) : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            var error = prediction - target;
            slope = error > delta ? delta : error < -delta ? -delta : error;
            var size = Math.Abs(error);
            return size <= delta ? 0.5 * error * error : delta * size - 0.5 * delta * delta;
        }
    }
}
