using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// -(t log p + (1 - t) log(1 - p)), averaged over the last axis (<c>keras.losses.BinaryCrossentropy</c>). p is clipped to [1e-7, 1 - 1e-7]; beyond that the
/// gradient is 0. Targets are probabilities, as many as predictions; smoothing makes them t (1 - a) + a / 2.
/// </summary>
/// <param name="FromLogits">Whether predictions are logits: then max(x, 0) - x t + log(1 + exp(-|x|)). Default false.</param>
/// <param name="LabelSmoothing">a, 0 to 1. Default 0.</param>
[KerasName("BinaryCrossentropy", "binary_crossentropy", "bce", "BCE")]
public sealed record BinaryCrossentropy(bool FromLogits = false, double LabelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    /// <summary>a, 0 to 1.</summary>
    public double LabelSmoothing { get; init; } = Smoothing.Check(LabelSmoothing);

    internal static BinaryCrossentropy FromConfig(ConfigReader config) => new(config.GetBoolean("from_logits", false), config.GetDouble("label_smoothing", 0));

    internal override JsonObject KerasConfig => new() { ["from_logits"] = FromLogits, ["label_smoothing"] = LabelSmoothing };

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) => FromLogits
        ? SumRows(new MeanOf<Logit>(new(LabelSmoothing)), predictions, targets, sampleWeights, gradient)
        : SumRows(new MeanOf<Probability>(new(LabelSmoothing)), predictions, targets, sampleWeights, gradient);

    private readonly struct Probability(double smoothing) : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            var t = Smoothing.Binary(target, smoothing);
            var p = Math.Clamp(prediction, Epsilon, 1 - Epsilon);
            slope = prediction is < Epsilon or > 1 - Epsilon ? 0 : (p - t) / (p * (1 - p));
            return -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p));
        }
    }

    private readonly struct Logit(double smoothing) : IElementLoss
    {
        public double Value(double prediction, double target, out double slope)
        {
            var t = Smoothing.Binary(target, smoothing);
            var e = Math.Exp(-Math.Abs(prediction));
            slope = (prediction >= 0 ? 1 : e) / (1 + e) - t;
            return Math.Max(prediction, 0) - prediction * t + Math.Log(1 + e);
        }
    }
}
