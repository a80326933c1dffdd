using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.PreprocessInput</c>.</summary>
public sealed record PreprocessInputOptions
{
    /// <summary>The column made. Default <c>Image</c>.</summary>
    public string OutputColumnName { get; init; } = "Image";

    /// <summary>The column of float pixels 0 to 255, RGB, (height, width, 3). Default: <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; init; }

    /// <summary>What the network was trained on. Default <see cref="Preprocessing.Tf"/>.</summary>
    public Preprocessing Mode { get; init; } = Preprocessing.Tf;

    internal string Input => InputColumnName ?? OutputColumnName;

    internal void Validate() => new OptionErrors(nameof(PreprocessInputOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(Input, nameof(InputColumnName))
        .Defined(Mode, nameof(Mode))
        .ThrowIfAny();
}
