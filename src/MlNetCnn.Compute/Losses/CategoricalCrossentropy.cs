using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// -sum t_i log p_i over the last axis, t one-hot or a distribution (<c>keras.losses.CategoricalCrossentropy</c>). p is divided by its sum, then clipped to
/// [1e-7, 1 - 1e-7]; beyond that the gradient is 0. Smoothing makes t (1 - a) + a / classes.
/// </summary>
/// <param name="FromLogits">Whether predictions are logits, which softmax is applied to. Default false.</param>
/// <param name="LabelSmoothing">a, 0 to 1. Default 0.</param>
[KerasName("CategoricalCrossentropy", "categorical_crossentropy")]
public sealed record CategoricalCrossentropy(bool FromLogits = false, double LabelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    /// <summary>a, 0 to 1.</summary>
    public double LabelSmoothing { get; init; } = Smoothing.Check(LabelSmoothing);

    internal static CategoricalCrossentropy FromConfig(ConfigReader config) => new(config.GetBoolean("from_logits", false), config.GetDouble("label_smoothing", 0));

    internal override JsonObject KerasConfig => new() { ["from_logits"] = FromLogits, ["label_smoothing"] = LabelSmoothing };

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new Entropy(FromLogits, LabelSmoothing), predictions, targets, sampleWeights, gradient);

    private readonly struct Entropy(bool logits, double smoothing) : IRowLoss
    {
        public double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient, double factor)
        {
            var t = new RowTargets(targets, smoothing);
            return logits ? SoftmaxRow.Logits(predictions, t, gradient, factor) : SoftmaxRow.Probabilities(predictions, t, gradient, factor, Epsilon);
        }
    }
}
