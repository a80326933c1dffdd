using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>max(1 - t p, 0)^2, averaged over the last axis (<c>keras.losses.SquaredHinge</c>). Targets as for <see cref="Hinge"/>.</summary>
[KerasName("SquaredHinge", "squared_hinge")]
public sealed record SquaredHinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "squared_hinge";

    internal static SquaredHinge FromConfig(ConfigReader config) => new();

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new MeanOf<Element>(new(HingeTargets.AreBinary(targets))), predictions, targets, sampleWeights, gradient);

    private readonly struct Element(bool binary) : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            if (binary) target = 2 * target - 1;
            var margin = Math.Max(1 - target * prediction, 0);
            slope = -2 * margin * target;
            return margin * margin;
        }
    }
}
