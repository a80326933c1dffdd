using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// -sum alpha (1 - p_i)^gamma t_i log p_i over the last axis (<c>keras.losses.CategoricalFocalCrossentropy</c>; Lin et al., 2017), t one-hot or a distribution. p is
/// divided by its sum, then clipped to [1e-7, 1 - 1e-7]; beyond that the gradient is 0.
/// </summary>
/// <param name="Alpha">Weight of all classes, at least 0; see <see cref="ClassAlphas"/>. Default 0.25.</param>
/// <param name="Gamma">At least 0. Default 2.</param>
/// <param name="FromLogits">Whether predictions are logits, which softmax is applied to. Default false.</param>
/// <param name="LabelSmoothing">a, 0 to 1: t (1 - a) + a / classes. Default 0.</param>
[KerasName("CategoricalFocalCrossentropy", "categorical_focal_crossentropy")]
public sealed record CategoricalFocalCrossentropy(double Alpha = 0.25, double Gamma = 2, bool FromLogits = false, double LabelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "categorical_focal_crossentropy";

    /// <summary>Weight of all classes, at least 0.</summary>
    public double Alpha { get; init; } = Alpha >= 0 && double.IsFinite(Alpha)
        ? Alpha
        : throw new ArgumentOutOfRangeException(nameof(Alpha), Alpha, "Alpha must be finite and not negative.");

    /// <summary>A weight per class instead of <see cref="Alpha"/>, each at least 0. Default null.</summary>
    public IReadOnlyList<double>? ClassAlphas
    {
        get;
        init => field = value?.All(a => a >= 0 && double.IsFinite(a)) != false
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ClassAlphas), string.Join(", ", value), "The weights of classes must be finite and not negative.");
    }

    /// <summary>At least 0.</summary>
    public double Gamma { get; init; } = Focus.CheckGamma(Gamma);

    /// <summary>a, 0 to 1.</summary>
    public double LabelSmoothing { get; init; } = Smoothing.Check(LabelSmoothing);

    internal static CategoricalFocalCrossentropy FromConfig(ConfigReader config) => new(config.GetDouble("alpha", 0.25), config.GetDouble("gamma", 2), config.GetBoolean("from_logits", false), config.GetDouble("label_smoothing", 0));

    internal override JsonObject KerasConfig => new() { ["alpha"] = Alpha, ["gamma"] = Gamma, ["from_logits"] = FromLogits, ["label_smoothing"] = LabelSmoothing };

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (ClassAlphas is { } alphas && (predictions.Shape.Rank == 0 || alphas.Count != predictions.Shape[^1]))
            throw new ArgumentException($"{Name} has weights of {alphas.Count} classes; the predictions are {predictions}.", nameof(predictions));
        return SumRows(new Entropy(this), predictions, targets, sampleWeights, gradient);
    }

    private readonly struct Entropy(CategoricalFocalCrossentropy loss) : IRowLoss
    {
        public double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient, double factor)
        {
            var t = new RowTargets(targets, loss.LabelSmoothing);
            double max = 0, total = 0, sum = 0, dot = 0;
            if (loss.FromLogits)
            {
                max = double.NegativeInfinity;
                foreach (var value in predictions) max = Math.Max(max, value);
            }

            for (var i = 0; i < predictions.Length; i++) total += Share(predictions[i], max);
            for (var i = 0; i < predictions.Length; i++)
            {
                double q = Share(predictions[i], max) / total, clipped = Math.Clamp(q, Epsilon, 1 - Epsilon);
                var focus = Focus.Power(1 - clipped, loss.Gamma, out var focusSlope);
                var weight = t[i] * (loss.ClassAlphas?[i] ?? loss.Alpha);
                var log = Math.Log(clipped);
                sum -= weight * focus * log;
                if (gradient.IsEmpty) continue;
                var d = q is < Epsilon or > 1 - Epsilon ? 0 : -weight * (focus / clipped - focusSlope * log);
                gradient[i] = (float)d;
                dot += d * q;
            }

            // Through the division by the sum; with logits through exp, which turns 1 / total into q.
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] = (float)((gradient[i] - dot) * factor * (loss.FromLogits ? Share(predictions[i], max) : 1) / total);
            return sum;
        }

        private double Share(double prediction, double max) => loss.FromLogits ? Math.Exp(prediction - max) : prediction;
    }
}
