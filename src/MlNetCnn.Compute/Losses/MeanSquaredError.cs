using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>(p - t)^2, averaged over the last axis (<c>keras.losses.MeanSquaredError</c>).</summary>
[KerasName("MeanSquaredError", "mean_squared_error", "mse", "MSE")]
public sealed record MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    internal static MeanSquaredError FromConfig(ConfigReader config) => new();

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new MeanOf<Element>(default), predictions, targets, sampleWeights, gradient);

    private readonly struct Element : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            var error = prediction - target;
            slope = 2 * error;
            return error * error;
        }
    }
}
