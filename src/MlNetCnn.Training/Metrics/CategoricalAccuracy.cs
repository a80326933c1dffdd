using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// How often the class of the highest score is the target's (<c>keras.metrics.CategoricalAccuracy</c>), for one-hot targets:
/// mean(argmax(target) == argmax(output)). Of equal scores the first counts.
/// </summary>
[KerasName("CategoricalAccuracy", "categorical_accuracy")]
public sealed class CategoricalAccuracy : MeanMetric
{
    /// <summary>Makes the metric.</summary>
    /// <param name="name">Name in the history. Default <c>categorical_accuracy</c>.</param>
    public CategoricalAccuracy(string name = "categorical_accuracy")
        : base(name) { }

    internal static CategoricalAccuracy FromConfig(ConfigReader config) =>
        new(config.GetString("name") ?? "categorical_accuracy");

    internal override JsonObject KerasConfig => [];

    /// <inheritdoc/>
    public override bool? HigherIsBetter => true;

    /// <inheritdoc/>
    protected override void Check(Shape output, Shape target)
    {
        if (output.Count != target.Count || output.Rank != 1)
            throw new ArgumentException($"{Name} compares one-hot rows: outputs of shape {output.ToBatchString()} do not fit targets of {target.ToBatchString()}. For class indices there is {nameof(SparseCategoricalAccuracy)}.");
    }

    /// <inheritdoc/>
    protected override double Score(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => ArgMax(output) == ArgMax(target) ? 1 : 0;
}
