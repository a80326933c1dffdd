using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// sum t log(t / p) over the last axis, both clipped to [1e-7, 1] (<c>keras.losses.KLDivergence</c>). Beyond that the gradient is 0.
/// </summary>
[KerasName("KLDivergence", "kl_divergence", "kld", "KLD", "kullback_leibler_divergence")]
public sealed record KLDivergence : Loss
{
    /// <inheritdoc/>
    public override string Name => "kl_divergence";

    internal static KLDivergence FromConfig(ConfigReader config) => new();

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(default(Divergence), predictions, targets, sampleWeights, gradient);

    private readonly struct Divergence : IRowLoss
    {
        public double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient, double factor)
        {
            double sum = 0;
            for (var i = 0; i < predictions.Length; i++)
            {
                double p = Math.Clamp(predictions[i], Epsilon, 1), t = Math.Clamp(targets[i], Epsilon, 1);
                sum += t * Math.Log(t / p);
                if (!gradient.IsEmpty) gradient[i] = predictions[i] is < Epsilon or > 1 ? 0 : (float)(-t / p * factor);
            }

            return sum;
        }
    }
}
