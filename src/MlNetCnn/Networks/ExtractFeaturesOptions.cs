using System.Text.Json.Serialization;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.ExtractFeatures</c>.</summary>
public sealed record ExtractFeaturesOptions
{
    /// <summary>The column made: a float vector of known size. Default <c>Features</c>.</summary>
    public string OutputColumnName { get; init; } = "Features";

    /// <summary>The column of pixels, preprocessed as the network expects, (height, width, channels). Default <c>Image</c>.</summary>
    public string InputColumnName { get; init; } = "Image";

    /// <summary>
    /// Name of the layer whose output the features are; <c>outer/inner</c> for a layer inside a nested model. Default null: the model's output.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>Whether the layer's output becomes one flat vector, row-major as Keras's <c>Flatten</c>. Default true; false keeps the dimensions.</summary>
    public bool Flatten { get; init; } = true;

    /// <summary>
    /// Folder in which computed features are kept and found again, by the network's weights, the layer, and the pixels that enter the network.
    /// Default null: nothing is kept. It is not saved with the model.
    /// </summary>
    [JsonIgnore]
    public string? CacheFolder { get; init; }

    /// <summary>Pictures per batch. Results do not depend on it. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Threads at most. Results do not depend on it. Default 0: one per core. It is not saved with the model.</summary>
    [JsonIgnore]
    public int Threads { get; init; }

    /// <summary>What runs the network. Default null: the managed engine. It is not saved with the model.</summary>
    [JsonIgnore]
    public IEngine? Engine { get; init; }

    internal void Validate() => new OptionErrors(nameof(ExtractFeaturesOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(InputColumnName, nameof(InputColumnName))
        .Between(BatchSize, 1, 10_000, nameof(BatchSize))
        .Between(Threads, 0, 1024, nameof(Threads))
        .Require(CacheFolder is null or { Length: > 0 }, nameof(CacheFolder), "empty", "a folder or null")
        .ThrowIfAny();
}
