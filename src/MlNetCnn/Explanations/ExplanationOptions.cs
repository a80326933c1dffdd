using System.Text.Json.Serialization;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>What the components that look into a network have in common: where pictures come from, and how they enter it.</summary>
public abstract record ExplanationOptions
{
    private protected ExplanationOptions() { }

    /// <summary>
    /// The column of pixels, (height, width, channels), as they are before <see cref="Preprocessing"/> and <see cref="Rescale"/>. Default null: <c>Image</c>, or with a fitted pipeline the
    /// column that its network takes.
    /// </summary>
    public string? InputColumnName { get; init; }

    /// <summary>What is done to the pixels before they enter the network. Default <see cref="Preprocessing.None"/>; with a fitted pipeline what its convnet does.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.None;

    /// <summary>What the pixels are multiplied with after <see cref="Preprocessing"/>, e.g. 1/255. Default 1; with a fitted pipeline what its convnet does.</summary>
    public float Rescale { get; init; } = 1;

    /// <summary>Threads at most. Results do not depend on it. Default 0: one per core. It is not saved with the model.</summary>
    [JsonIgnore]
    public int Threads { get; init; }

    /// <summary>What runs the network. Default null: the managed engine. It is not saved with the model.</summary>
    [JsonIgnore]
    public IEngine? Engine { get; init; }

    internal string Input => InputColumnName ?? "Image";

    private protected OptionErrors CheckInput(OptionErrors errors) => errors
        .Named(Input, nameof(InputColumnName))
        .Defined(Preprocessing, nameof(Preprocessing))
        .Require(float.IsFinite(Rescale) && Rescale != 0, nameof(Rescale), Rescale, "finite and not 0")
        .Between(Threads, 0, 1024, nameof(Threads));
}
