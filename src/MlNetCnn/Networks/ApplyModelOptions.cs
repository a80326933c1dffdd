using System.Text.Json.Serialization;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.ApplyModel</c>.</summary>
public sealed record ApplyModelOptions
{
    /// <summary>The column made: the model's output, a float vector. Default <c>Score</c>.</summary>
    public string OutputColumnName { get; init; } = "Score";

    /// <summary>The column of pixels, preprocessed as the model expects, (height, width, channels). Default <c>Image</c>.</summary>
    public string InputColumnName { get; init; } = "Image";

    /// <summary>Names of the output's slots, as many as it has: they become the column's <c>SlotNames</c>. Default null: none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Pictures per batch. Results do not depend on it. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Threads at most. Results do not depend on it. Default 0: one per core. It is not saved with the model.</summary>
    [JsonIgnore]
    public int Threads { get; init; }

    /// <summary>What runs the model. Default null: the managed engine. It is not saved with the model.</summary>
    [JsonIgnore]
    public IEngine? Engine { get; init; }

    internal void Validate() => new OptionErrors(nameof(ApplyModelOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(InputColumnName, nameof(InputColumnName))
        .Between(BatchSize, 1, 10_000, nameof(BatchSize))
        .Between(Threads, 0, 1024, nameof(Threads))
        .Require(ClassNames is null or { Count: > 0 }, nameof(ClassNames), "empty", "null or one name per class")
        .ThrowIfAny();
}
