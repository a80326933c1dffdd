using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// Harmonic mean of precision and recall per class (<c>keras.metrics.F1Score</c>), for one-hot or multi-label targets: 2 p r / (p + r + e) with p = tp / (tp + fp + e),
/// r = tp / (tp + fn + e) and e = 1e-7.
/// </summary>
[KerasName("F1Score", "f1_score")]
public sealed class F1Score : Metric
{
    /// <summary>Makes the metric.</summary>
    /// <param name="average">How the classes' scores become one. Default <see cref="F1Average.Macro"/>. (Keras's default, one score per class, does not fit a history.)</param>
    /// <param name="threshold">Outputs strictly above it are positive. Above 0, at most 1. Default null: an example's highest output is (all, where some are equal), unless it is 0.</param>
    /// <param name="name">Name in the history. Default <c>f1_score</c>.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public F1Score(F1Average average = F1Average.Macro, float? threshold = null, string name = "f1_score")
        : base(name)
    {
        new OptionErrors(nameof(F1Score))
            .Require(Enum.IsDefined(average), nameof(average), average, "Micro, Macro or Weighted")
            .Require(threshold is null or (> 0 and <= 1), nameof(threshold), threshold, "above 0 and at most 1, or null")
            .ThrowIfAny();
        (Average, Threshold) = (average, threshold);
    }

    /// <summary>How the classes' scores become one.</summary>
    public F1Average Average { get; }

    /// <summary>Outputs strictly above it are positive; null: the highest is.</summary>
    public float? Threshold { get; }

    internal static F1Score FromConfig(ConfigReader config) =>
        config.GetString("average") is null
            ? throw config.Error("an F1Score for each class is not supported; one with average micro, macro or weighted is.")
            : new(OneOf<F1Average>(config, "average", "macro"), (float?)config.GetDouble("threshold"), config.GetString("name") ?? "f1_score");

    internal override JsonObject KerasConfig => new() { ["average"] = Average.ToString().ToLowerInvariant(), ["threshold"] = Threshold };

    /// <inheritdoc/>
    public override bool? HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricAccumulator Start(Shape output, Shape target)
    {
        if (output.Count != target.Count || output.Rank != 1)
            throw new ArgumentException($"{Name} compares each output with a target of 0 or 1: outputs of shape {output.ToBatchString()} do not fit targets of {target.ToBatchString()}.");
        if (output.Count == 1 && Threshold is null)
            throw new ArgumentException($"{Name} takes an example's highest output for positive, and of one output that is always itself: set threshold, e.g. to 0.5.");
        return new Accumulator(this, (int)output.Count);
    }

    private sealed class Accumulator(F1Score metric, int classes) : MetricAccumulator
    {
        private const double Epsilon = 1e-7;

        // True positives, false positives, false negatives, and how often a class is a target, class by class.
        private readonly double[] _counts = new double[4 * classes];

        public override double Result
        {
            get
            {
                if (metric.Average == F1Average.Micro) return Score(Sum(0), Sum(1), Sum(2));
                double sum = 0, all = Sum(3) + Epsilon;
                for (var c = 0; c < classes; c++)
                {
                    var score = Score(_counts[c], _counts[classes + c], _counts[2 * classes + c]);
                    sum += metric.Average == F1Average.Macro ? score / classes : score * (_counts[3 * classes + c] / all);
                }

                return sum;
            }
        }

        public override void Update(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight = 1)
        {
            var highest = output[0];
            foreach (var score in output) highest = Math.Max(highest, score);
            for (var c = 0; c < classes; c++)
            {
                var positive = metric.Threshold is { } threshold ? output[c] > threshold : output[c] >= highest && Math.Abs(output[c]) > 1e-9f;
                var wanted = weight * target[c];
                if (positive) _counts[c] += wanted;
                if (positive) _counts[classes + c] += weight - wanted;
                if (!positive) _counts[2 * classes + c] += wanted;
                _counts[3 * classes + c] += wanted;
            }
        }

        public override double[] Save() => [.. _counts];

        public override void Restore(ReadOnlySpan<double> counts)
        {
            if (counts.Length != _counts.Length) throw new ArgumentException($"{metric.Name} counts {_counts.Length} numbers, not {counts.Length}.", nameof(counts));
            counts.CopyTo(_counts);
        }

        private static double Score(double tp, double fp, double fn)
        {
            double precision = tp / (tp + fp + Epsilon), recall = tp / (tp + fn + Epsilon);
            return 2 * (precision * recall / (precision + recall + Epsilon));
        }

        private double Sum(int kind) => _counts.AsSpan(kind * classes, classes).ToArray().Sum();
    }
}
