using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// How often a probability lies on the right side of a threshold (<c>keras.metrics.BinaryAccuracy</c>): mean(target == (output &gt; threshold)),
/// the threshold itself counting as 0. With several outputs per example, the mean over them.
/// </summary>
[KerasName("BinaryAccuracy", "binary_accuracy")]
public sealed class BinaryAccuracy : MeanMetric
{
    /// <summary>Makes the metric.</summary>
    /// <param name="threshold">Outputs strictly above it mean 1. Above 0 and below 1; default 0.5.</param>
    /// <param name="name">Name in the history. Default <c>binary_accuracy</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of range.</exception>
    public BinaryAccuracy(float threshold = 0.5f, string name = "binary_accuracy")
        : base(name)
    {
        if (threshold is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must be above 0 and below 1.");
        Threshold = threshold;
    }

    /// <summary>Outputs strictly above it mean 1.</summary>
    public float Threshold { get; }

    internal static BinaryAccuracy FromConfig(ConfigReader config) =>
        new((float)config.GetDouble("threshold", 0.5), config.GetString("name") ?? "binary_accuracy");

    internal override JsonObject KerasConfig => new() { ["threshold"] = Threshold };

    /// <inheritdoc/>
    public override bool? HigherIsBetter => true;

    /// <inheritdoc/>
    protected override void Check(Shape output, Shape target)
    {
        if (output.Count != target.Count)
            throw new ArgumentException($"{Name} compares each output with a target of 0 or 1: outputs of shape {output.ToBatchString()} do not fit targets of {target.ToBatchString()}.");
    }

    /// <inheritdoc/>
    protected override double Score(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        var right = 0;
        for (var i = 0; i < output.Length; i++)
            if (target[i] == (output[i] > Threshold ? 1 : 0)) right++;
        return (double)right / output.Length;
    }
}
