using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.ImagesFromDirectory</c>.</summary>
public sealed record ImagesFromDirectoryOptions
{
    /// <summary>What the column <c>Label</c> holds. Default <see cref="LabelMode.Categorical"/>.</summary>
    public LabelMode LabelMode { get; init; } = LabelMode.Categorical;

    /// <summary>Endings of picture files, with the dot, in any case. Default .jpg, .jpeg, .png.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [".jpg", ".jpeg", ".png"];

    /// <summary>What is done about damaged pictures. Default <see cref="BadImages.Fail"/>.</summary>
    public BadImages BadImages { get; init; } = BadImages.Fail;

    /// <summary>Told of every file left out, in the order of the rows. Default null. They are also written to the context's log.</summary>
    public IProgress<BadImage>? Skipped { get; init; }

    internal void Validate() => new OptionErrors(nameof(ImagesFromDirectoryOptions))
        .Defined(LabelMode, nameof(LabelMode))
        .Defined(BadImages, nameof(BadImages))
        .Require(Extensions is { Count: > 0 } && Extensions.All(e => e.StartsWith('.')), nameof(Extensions), string.Join(" ", Extensions ?? []), "one or more endings that start with a dot")
        .ThrowIfAny();
}
