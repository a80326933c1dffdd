using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// How many of the outputs taken for positive are (<c>keras.metrics.Precision</c>): true positives / (true positives + false positives), 0 where there are none. Sums over all outputs of all examples,
/// for binary and multi-label outputs or one-hot targets; a target that is not 0 is positive.
/// </summary>
[KerasName("Precision", "precision")]
public sealed class Precision : Metric
{
    private readonly float _threshold;
    private readonly float? _thresholds;

    /// <summary>Makes the metric.</summary>
    /// <param name="thresholds">
    /// Outputs strictly above it are positive. From 0 to 1; default null: 0.5, or any with <paramref name="topK"/>. (Keras takes several thresholds at once; a history holds one number
    /// per metric, so make one metric per threshold.)
    /// </param>
    /// <param name="topK">Only so many of an example's highest outputs can be positive, the first where some are equal. At least 1; default null: all.</param>
    /// <param name="classId">The one output that is counted. At least 0; default null: all.</param>
    /// <param name="name">Name in the history. Default <c>precision</c>.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public Precision(float? thresholds = null, int? topK = null, int? classId = null, string name = "precision")
        : base(name)
    {
        _threshold = PositiveCounts.Threshold(nameof(Precision), thresholds, topK, classId);
        (TopK, ClassId, _thresholds) = (topK, classId, thresholds);
    }

    /// <summary>How many of an example's highest outputs can be positive; null for all.</summary>
    public int? TopK { get; }

    /// <summary>The one output that is counted; null for all.</summary>
    public int? ClassId { get; }

    internal static Precision FromConfig(ConfigReader config) =>
        new(PositiveCounts.Threshold(config), config.GetInt32("top_k"), config.GetInt32("class_id"), config.GetString("name") ?? "precision");

    internal override JsonObject KerasConfig => new() { ["thresholds"] = _thresholds, ["top_k"] = TopK, ["class_id"] = ClassId };

    /// <inheritdoc/>
    public override bool? HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricAccumulator Start(Shape output, Shape target)
    {
        PositiveCounts.Check(Name, output, target, TopK, ClassId);
        return new PositiveCounts(Name, _threshold, TopK, ClassId, c => PositiveCounts.Ratio(c.TruePositives, c.TruePositives + c.FalsePositives));
    }
}
