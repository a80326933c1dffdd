using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// How often the class of the highest score is the target's (<c>keras.metrics.SparseCategoricalAccuracy</c>), for targets that are class
/// indices: mean(target == argmax(output)). Of equal scores the first counts.
/// </summary>
[KerasName("SparseCategoricalAccuracy", "sparse_categorical_accuracy")]
public sealed class SparseCategoricalAccuracy : MeanMetric
{
    /// <summary>Makes the metric.</summary>
    /// <param name="name">Name in the history. Default <c>sparse_categorical_accuracy</c>.</param>
    public SparseCategoricalAccuracy(string name = "sparse_categorical_accuracy")
        : base(name) { }

    internal static SparseCategoricalAccuracy FromConfig(ConfigReader config) =>
        new(config.GetString("name") ?? "sparse_categorical_accuracy");

    internal override JsonObject KerasConfig => [];

    /// <inheritdoc/>
    public override bool? HigherIsBetter => true;

    /// <inheritdoc/>
    protected override void Check(Shape output, Shape target)
    {
        if (target.Count != 1 || output.Rank != 1)
            throw new ArgumentException($"{Name} takes one class index per example and one score per class: outputs of shape {output.ToBatchString()} with targets of {target.ToBatchString()} do not fit. For one-hot targets there is {nameof(CategoricalAccuracy)}.");
    }

    /// <inheritdoc/>
    protected override double Score(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => ArgMax(output) == target[0] ? 1 : 0;
}
