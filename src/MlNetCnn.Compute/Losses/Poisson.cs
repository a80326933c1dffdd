using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>p - t log(p + 1e-7), averaged over the last axis (<c>keras.losses.Poisson</c>): counts t with the expectation p.</summary>
[KerasName("Poisson", "poisson")]
public sealed record Poisson : Loss
{
    /// <inheritdoc/>
    public override string Name => "poisson";

    internal static Poisson FromConfig(ConfigReader config) => new();

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new MeanOf<Element>(default), predictions, targets, sampleWeights, gradient);

    private readonly struct Element : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            slope = 1 - target / (prediction + Epsilon);
            return prediction - target * Math.Log(prediction + Epsilon);
        }
    }
}
