using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// Area under the ROC or precision-recall curve (<c>keras.metrics.AUC</c>), from counts at evenly spread thresholds: an approximation, as Keras's. For probabilities in 0 .. 1, clipped to
/// that; a target that is not 0 is positive. Several outputs are thrown together, or with <see cref="MultiLabel"/> measured one by one and averaged.
/// </summary>
[KerasName("AUC", "auc")]
public sealed class Auc : Metric
{
    /// <summary>Makes the metric.</summary>
    /// <param name="numThresholds">Points of the curve. At least 2; default 200.</param>
    /// <param name="curve">Which curve. Default ROC.</param>
    /// <param name="summationMethod">How the area between two points is taken. Default interpolation.</param>
    /// <param name="multiLabel">Whether each output has its own curve, the result being the mean of their areas. Default false.</param>
    /// <param name="exact">
    /// Whether ROC's area is taken from the scores themselves: the chance that a positive has a higher score than a negative, equal scores counting a half. Keras has no such thing. It
    /// keeps all scores of a pass, 24 bytes each. Not with PR. Default false.
    /// </param>
    /// <param name="name">Name in the history. Default <c>auc</c>.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public Auc(
        int numThresholds = 200, AucCurve curve = AucCurve.Roc, AucSummation summationMethod = AucSummation.Interpolation, bool multiLabel = false, bool exact = false, string name = "auc")
        : base(name)
    {
        new OptionErrors(nameof(Auc))
            .Require(numThresholds is >= 2 and <= 1 << 20, nameof(numThresholds), numThresholds, "from 2 to 1,048,576")
            .Require(Enum.IsDefined(curve), nameof(curve), curve, "Roc or Pr")
            .Require(Enum.IsDefined(summationMethod), nameof(summationMethod), summationMethod, "Interpolation, Minoring or Majoring")
            .Require(!exact || (curve == AucCurve.Roc && summationMethod == AucSummation.Interpolation), "exact is for the ROC curve with interpolation only.")
            .ThrowIfAny();
        (NumThresholds, Curve, SummationMethod, MultiLabel, Exact) = (numThresholds, curve, summationMethod, multiLabel, exact);
    }

    /// <summary>Points of the curve.</summary>
    public int NumThresholds { get; }

    /// <summary>Which curve.</summary>
    public AucCurve Curve { get; }

    /// <summary>How the area between two points is taken.</summary>
    public AucSummation SummationMethod { get; }

    /// <summary>Whether each output has its own curve.</summary>
    public bool MultiLabel { get; }

    /// <summary>Whether the scores themselves are used.</summary>
    public bool Exact { get; }

    internal static Auc FromConfig(ConfigReader config) =>
        config.Has("thresholds") || config.Has("label_weights") || config.GetBoolean("from_logits", false)
            ? throw config.Error("an AUC with thresholds, label_weights or from_logits is not supported.")
            : new(
                config.GetInt32("num_thresholds") ?? 200,
                OneOf<AucCurve>(config, "curve", "ROC"),
                OneOf<AucSummation>(config, "summation_method", "interpolation"),
                config.GetBoolean("multi_label", false),
                name: config.GetString("name") ?? "auc");

    internal override JsonObject KerasConfig => new()
    {
        ["num_thresholds"] = NumThresholds,
        ["curve"] = Curve.ToString().ToUpperInvariant(),
        ["summation_method"] = SummationMethod.ToString().ToLowerInvariant(),
        ["multi_label"] = MultiLabel,
    };

    /// <inheritdoc/>
    public override bool? HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricAccumulator Start(Shape output, Shape target)
    {
        if (output.Count != target.Count)
            throw new ArgumentException($"{Name} compares each output with a target of 0 or 1: outputs of shape {output.ToBatchString()} do not fit targets of {target.ToBatchString()}.");
        var labels = MultiLabel ? (int)output.Count : 1;
        return Exact ? new ExactAucCounts(this, labels) : new AucCounts(this, labels);
    }
}
