using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>|p - t|, averaged over the last axis (<c>keras.losses.MeanAbsoluteError</c>). Where p = t the gradient is 0.</summary>
[KerasName("MeanAbsoluteError", "mean_absolute_error", "mae", "MAE")]
public sealed record MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_error";

    internal static MeanAbsoluteError FromConfig(ConfigReader config) => new();

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new MeanOf<Element>(default), predictions, targets, sampleWeights, gradient);

    private readonly struct Element : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            var error = prediction - target;
            // 0 and NaN are their own sign.
            slope = error > 0 ? 1 : error < 0 ? -1 : error;
            return Math.Abs(error);
        }
    }
}
