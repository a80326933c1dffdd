using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// max(max((1 - t) p) - sum(t p) + 1, 0) over the last axis, t one-hot (<c>keras.losses.CategoricalHinge</c>): the best other class must stay 1 below the right one.
/// At the kinks the gradient is that of the first class, or 0.
/// </summary>
[KerasName("CategoricalHinge", "categorical_hinge")]
public sealed record CategoricalHinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "categorical_hinge";

    internal static CategoricalHinge FromConfig(ConfigReader config) => new();

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(default(Margin), predictions, targets, sampleWeights, gradient);

    private readonly struct Margin : IRowLoss
    {
        public double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient, double factor)
        {
            double right = 0, wrong = double.NegativeInfinity;
            var rival = 0;
            for (var i = 0; i < predictions.Length; i++)
            {
                right += (double)targets[i] * predictions[i];
                var other = (1.0 - targets[i]) * predictions[i];
                // Written so that NaN wins and stays.
                if (other <= wrong || double.IsNaN(wrong)) continue;
                (wrong, rival) = (other, i);
            }

            var loss = wrong - right + 1;
            if (!gradient.IsEmpty)
            {
                if (loss <= 0) factor = 0;
                for (var i = 0; i < gradient.Length; i++) gradient[i] = (float)(factor * (double.IsNaN(loss) ? loss : -targets[i]));
                gradient[rival] += (float)(factor * (1.0 - targets[rival]));
            }

            return Math.Max(loss, 0);
        }
    }
}
