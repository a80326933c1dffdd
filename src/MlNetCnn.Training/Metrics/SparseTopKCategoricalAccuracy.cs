using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// How often the target's class is among the k of the highest scores (<c>keras.metrics.SparseTopKCategoricalAccuracy</c>), for targets that are class indices. It is when fewer than k
/// scores are strictly higher than its own: of equal scores all count.
/// </summary>
[KerasName("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy")]
public sealed class SparseTopKCategoricalAccuracy : MeanMetric
{
    /// <summary>Makes the metric.</summary>
    /// <param name="k">How many. At least 1; with as many as there are classes every example is right. Default 5.</param>
    /// <param name="name">Name in the history. Default <c>sparse_top_k_categorical_accuracy</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public SparseTopKCategoricalAccuracy(int k = 5, string name = "sparse_top_k_categorical_accuracy")
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        K = k;
    }

    /// <summary>How many of the highest scores are looked at.</summary>
    public int K { get; }

    internal static SparseTopKCategoricalAccuracy FromConfig(ConfigReader config) =>
        new(config.GetInt32("k") ?? 5, config.GetString("name") ?? "sparse_top_k_categorical_accuracy");

    internal override JsonObject KerasConfig => new() { ["k"] = K };

    /// <inheritdoc/>
    public override bool? HigherIsBetter => true;

    /// <inheritdoc/>
    protected override void Check(Shape output, Shape target)
    {
        if (target.Count != 1 || output.Rank != 1)
            throw new ArgumentException($"{Name} takes one class index per example and one score per class: outputs of shape {output.ToBatchString()} with targets of {target.ToBatchString()} do not fit. For one-hot targets there is {nameof(TopKCategoricalAccuracy)}.");
    }

    /// <inheritdoc/>
    protected override double Score(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (!(target[0] >= 0 && target[0] < output.Length))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Name}: the target {target[0]} is no class index; there are {output.Length} classes, from 0."));
        return TopKCategoricalAccuracy.IsInTop(output, (int)target[0], K) ? 1 : 0;
    }
}
