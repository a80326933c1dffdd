using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// Something to measure beside the loss, as Keras's <c>metrics</c>: an immutable description, one file per metric. Its counts live in a
/// <see cref="MetricAccumulator"/>, one per pass over the data.
/// </summary>
public abstract class Metric
{
    /// <summary>Starts a metric.</summary>
    /// <param name="name">Name in the history.</param>
    /// <exception cref="ArgumentException">The name is empty, is <c>loss</c> or <c>epoch</c>, starts with <c>val_</c>, or holds a comma, quote or line break.</exception>
    protected Metric(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name is "loss" or "epoch" || name.StartsWith("val_", StringComparison.Ordinal) || name.AsSpan().ContainsAny(",\"\r\n"))
            throw new ArgumentException($"'{name}' cannot name a metric: loss, epoch and names that start with val_ are taken, and commas, quotes and line breaks have no place in it.", nameof(name));
        Name = name;
    }

    /// <summary>Name in the history and in progress; over validation data <c>val_</c> stands before it.</summary>
    public string Name { get; }

    /// <summary>Whether higher values are better, for callbacks that look for the best epoch (Keras's <c>_direction</c>). Default null: not known.</summary>
    public virtual bool? HigherIsBetter => null;

    /// <summary>Starts counting, for one pass over the data.</summary>
    /// <param name="output">Shape of one output of the model.</param>
    /// <param name="target">Shape of one target.</param>
    /// <exception cref="ArgumentException">The metric cannot compare these.</exception>
    public abstract MetricAccumulator Start(Shape output, Shape target);

    /// <summary>Its settings under Keras's names, without the name; null for a metric that Keras does not have.</summary>
    internal virtual JsonObject? KerasConfig => null;

    /// <summary>A setting that is one of a few words.</summary>
    private protected static T OneOf<T>(ConfigReader config, string name, string defaultValue)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(n => n.Equals(config.GetString(name, defaultValue), StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw config.Error($"{name} is '{config.GetString(name)}'; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
}
