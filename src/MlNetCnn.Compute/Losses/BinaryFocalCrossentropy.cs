using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// (1 - p_t)^gamma times the binary cross-entropy, with p_t = t p + (1 - t)(1 - p), averaged over the last axis (<c>keras.losses.BinaryFocalCrossentropy</c>; Lin et al.,
/// 2017): what is easy counts less. As in Keras, p is clipped to [1e-7, 1 - 1e-7] for the cross-entropy, but not for p_t.
/// </summary>
/// <param name="ApplyClassBalancing">Whether to multiply by t alpha + (1 - t)(1 - alpha). Default false.</param>
/// <param name="Alpha">Weight of class 1, 0 to 1. Default 0.25.</param>
/// <param name="Gamma">At least 0. Default 2.</param>
/// <param name="FromLogits">Whether predictions are logits, which the sigmoid is applied to. Default false.</param>
/// <param name="LabelSmoothing">a, 0 to 1: t (1 - a) + a / 2. Default 0.</param>
[KerasName("BinaryFocalCrossentropy", "binary_focal_crossentropy")]
public sealed record BinaryFocalCrossentropy(
    bool ApplyClassBalancing = false, double Alpha = 0.25, double Gamma = 2, bool FromLogits = false, double LabelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "binary_focal_crossentropy";

    /// <summary>Weight of class 1, 0 to 1.</summary>
    public double Alpha { get; init; } = Alpha is >= 0 and <= 1 ? Alpha : throw new ArgumentOutOfRangeException(nameof(Alpha), Alpha, "Alpha lies between 0 and 1.");

    /// <summary>At least 0.</summary>
    public double Gamma { get; init; } = Focus.CheckGamma(Gamma);

    /// <summary>a, 0 to 1.</summary>
    public double LabelSmoothing { get; init; } = Smoothing.Check(LabelSmoothing);

    internal static BinaryFocalCrossentropy FromConfig(ConfigReader config) => new(config.GetBoolean("apply_class_balancing", false), config.GetDouble("alpha", 0.25), config.GetDouble("gamma", 2), config.GetBoolean("from_logits", false), config.GetDouble("label_smoothing", 0));

    internal override JsonObject KerasConfig => new() { ["apply_class_balancing"] = ApplyClassBalancing, ["alpha"] = Alpha, ["gamma"] = Gamma, ["from_logits"] = FromLogits, ["label_smoothing"] = LabelSmoothing };

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new MeanOf<Element>(new(this)), predictions, targets, sampleWeights, gradient);

    private readonly struct Element(BinaryFocalCrossentropy loss) : IElementLoss
    {
        private readonly double _gamma = loss.Gamma;
        private readonly double _smoothing = loss.LabelSmoothing;
        private readonly bool _logits = loss.FromLogits;
        private readonly double _alpha = loss.ApplyClassBalancing ? loss.Alpha : 1;
        private readonly double _other = loss.ApplyClassBalancing ? 1 - loss.Alpha : 1;

        public double Value(double prediction, double target, out double slope)
        {
            var t = Smoothing.Binary(target, _smoothing);
            var q = _logits ? 1 / (1 + Math.Exp(-prediction)) : prediction;
            var p = Math.Clamp(q, Epsilon, 1 - Epsilon);
            var entropy = -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p));
            var entropySlope = q is < Epsilon or > 1 - Epsilon ? 0 : (p - t) / (p * (1 - p));
            var focus = Focus.Power(1 - (t * q + (1 - t) * (1 - q)), _gamma, out var focusSlope);
            var weight = t * _alpha + (1 - t) * _other;
            slope = weight * (focus * entropySlope + focusSlope * (1 - 2 * t) * entropy);
            if (_logits) slope *= q * (1 - q);
            return weight * focus * entropy;
        }
    }
}
