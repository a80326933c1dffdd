using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// max(1 - t p, 0), averaged over the last axis (<c>keras.losses.Hinge</c>). Targets are -1 or 1; a batch whose targets are all 0 or 1 is taken for -1 and 1.
/// At the kink the gradient is 0.
/// </summary>
[KerasName("Hinge", "hinge")]
public sealed record Hinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "hinge";

    internal static Hinge FromConfig(ConfigReader config) => new();

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new MeanOf<Element>(new(HingeTargets.AreBinary(targets))), predictions, targets, sampleWeights, gradient);

    private readonly struct Element(bool binary) : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            if (binary) target = 2 * target - 1;
            var margin = 1 - target * prediction;
            // NaN goes through.
            slope = margin <= 0 ? 0 : margin > 0 ? -target : margin;
            return Math.Max(margin, 0);
        }
    }
}
