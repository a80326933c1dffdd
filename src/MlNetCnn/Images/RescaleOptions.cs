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

    internal void Validate() => new OptionCheck(nameof(RescaleOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(Input, nameof(InputColumnName))
        .That(float.IsFinite(Scale), $"Scale must be finite, not {Scale}")
        .That(float.IsFinite(Offset), $"Offset must be finite, not {Offset}")
        .ThrowIfAny();
}
