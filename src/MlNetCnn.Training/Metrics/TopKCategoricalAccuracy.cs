using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// How often the target's class is among the k of the highest scores (<c>keras.metrics.TopKCategoricalAccuracy</c>), for one-hot targets. It is when fewer than k scores are strictly
/// higher than its own: of equal scores all count.
/// </summary>
[KerasName("TopKCategoricalAccuracy", "top_k_categorical_accuracy")]
public sealed class TopKCategoricalAccuracy : MeanMetric
{
    /// <summary>Makes the metric.</summary>
    /// <param name="k">How many. At least 1; with as many as there are classes every example is right. Default 5.</param>
    /// <param name="name">Name in the history. Default <c>top_k_categorical_accuracy</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public TopKCategoricalAccuracy(int k = 5, string name = "top_k_categorical_accuracy")
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        K = k;
    }

    /// <summary>How many of the highest scores are looked at.</summary>
    public int K { get; }

    internal static TopKCategoricalAccuracy FromConfig(ConfigReader config) =>
        new(config.GetInt32("k") ?? 5, config.GetString("name") ?? "top_k_categorical_accuracy");

    internal override JsonObject KerasConfig => new() { ["k"] = K };

    /// <inheritdoc/>
    public override bool? HigherIsBetter => true;

    /// <summary>Whether fewer than k scores are higher than a class's. A score that is not a number is higher than any, and is itself never among the highest.</summary>
    internal static bool IsInTop(ReadOnlySpan<float> output, int index, int k)
    {
        var own = output[index];
        if (float.IsNaN(own)) return false;
        var higher = 0;
        foreach (var score in output)
            if (!(score <= own)) higher++;
        return higher < k;
    }

    /// <inheritdoc/>
    protected override void Check(Shape output, Shape target)
    {
        if (output.Count != target.Count || output.Rank != 1)
            throw new ArgumentException($"{Name} compares one-hot rows: outputs of shape {output.ToBatchString()} do not fit targets of {target.ToBatchString()}. For class indices there is {nameof(SparseTopKCategoricalAccuracy)}.");
    }

    /// <inheritdoc/>
    protected override double Score(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => IsInTop(output, ArgMax(target), K) ? 1 : 0;
}
