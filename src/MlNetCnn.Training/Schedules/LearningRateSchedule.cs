using System.Text.Json.Nodes;
using System.Text.Json;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Training.Schedules;

/// <summary>
/// A learning rate as a function of time, as Keras's <c>LearningRateSchedule</c>: an immutable formula, one file per schedule. <see cref="Callbacks.LearningRateScheduler"/> applies it.
/// Keras computes in single precision, this in double; the two agree to about 1e-6 of the rate.
/// </summary>
public abstract record LearningRateSchedule
{
    /// <summary>The rate.</summary>
    /// <param name="step">Steps (or epochs) done before, from 0; it may be a fraction.</param>
    public abstract double At(double step);

    /// <summary>Its settings under Keras's names; null for a schedule that Keras does not have.</summary>
    internal virtual JsonObject? KerasConfig => null;

    /// <summary>A number of steps: whole where it is, as users of Keras write it.</summary>
    private protected static JsonNode Steps(double steps) => steps == Math.Floor(steps) && Math.Abs(steps) < 1e15 ? JsonValue.Create((long)steps) : JsonValue.Create(steps);

    /// <summary>A number that must be there.</summary>
    private protected static double Required(ConfigReader config, string name) => config.GetDouble(name) ?? throw config.Error($"{name} is missing.");

    /// <summary>A list of numbers that must be there.</summary>
    private protected static double[] Numbers(ConfigReader config, string name) => config.Find(name) switch
    {
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number) => [.. list.EnumerateArray().Select(e => e.GetDouble())],
        { } other => throw config.Wrong(name, other, "a list of numbers"),
        null => throw config.Error($"{name} is missing."),
    };
}
