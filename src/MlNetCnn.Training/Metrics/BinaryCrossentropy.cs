using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// Binary cross-entropy of probabilities (<c>keras.metrics.BinaryCrossentropy</c>): the mean over the outputs of -t log(p) - (1 - t) log(1 - p), with p clipped to 1e-7 .. 1 - 1e-7.
/// </summary>
[KerasName("BinaryCrossentropy", "binary_crossentropy")]
public sealed class BinaryCrossentropy : MeanMetric
{
    /// <summary>Makes the metric.</summary>
    /// <param name="name">Name in the history. Default <c>binary_crossentropy</c>.</param>
    public BinaryCrossentropy(string name = "binary_crossentropy")
        : base(name) { }

    internal static BinaryCrossentropy FromConfig(ConfigReader config) =>
        config.GetBoolean("from_logits", false) || config.GetDouble("label_smoothing", 0) != 0
            ? throw config.Error("a binary cross-entropy of logits or with label_smoothing is not supported as a metric.")
            : new(config.GetString("name") ?? "binary_crossentropy");

    internal override JsonObject KerasConfig => [];

    /// <inheritdoc/>
    public override bool? HigherIsBetter => false;

    /// <inheritdoc/>
    protected override void Check(Shape output, Shape target)
    {
        if (output.Count != target.Count)
            throw new ArgumentException($"{Name} compares each output with a target from 0 to 1: outputs of shape {output.ToBatchString()} do not fit targets of {target.ToBatchString()}.");
    }

    /// <inheritdoc/>
    protected override double Score(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        double sum = 0;
        for (var i = 0; i < output.Length; i++)
        {
            var p = Math.Clamp(output[i], 1e-7, 1 - 1e-7);
            sum -= target[i] * Math.Log(p) + (1 - target[i]) * Math.Log(1 - p);
        }

        return sum / output.Length;
    }
}
