using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>log(cosh(p - t)), averaged over the last axis (<c>keras.losses.LogCosh</c>): near 0 a square, far off a distance.</summary>
[KerasName("LogCosh", "log_cosh", "logcosh")]
public sealed record LogCosh : Loss
{
    /// <inheritdoc/>
    public override string Name => "log_cosh";

    internal static LogCosh FromConfig(ConfigReader config) => new();

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new MeanOf<Element>(default), predictions, targets, sampleWeights, gradient);

    private readonly struct Element : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            var error = prediction - target;
            slope = Math.Tanh(error);
            // cosh itself overflows; this does not.
            var size = Math.Abs(error);
            return size + Math.Log(1 + Math.Exp(-2 * size)) - Math.Log(2);
        }
    }
}
