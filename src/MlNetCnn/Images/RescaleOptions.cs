using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.Rescale</c>.</summary>
public sealed record RescaleOptions
{
    /// <summary>The column made. Default <c>Image</c>.</summary>
    public string OutputColumnName { get; init; } = "Image";

    /// <summary>The column of floats. Default: <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; init; }

    /// <summary>Each value is multiplied by it. Default 1/255.</summary>
    public float Scale { get; init; } = 1f / 255;

    /// <summary>Then this is added. Default 0.</summary>
    public float Offset { get; init; }

    internal string Input => InputColumnName ?? OutputColumnName;

    internal void Validate() => new OptionErrors(nameof(RescaleOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(Input, nameof(InputColumnName))
        .Require(float.IsFinite(Scale), nameof(Scale), Scale, "finite")
        .Require(float.IsFinite(Offset), nameof(Offset), Offset, "finite")
        .ThrowIfAny();
}
