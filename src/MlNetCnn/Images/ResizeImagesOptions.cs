using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.ResizeImages</c>.</summary>
public sealed record ResizeImagesOptions
{
    /// <summary>The column made: float pixels 0 to 255, (height, width, channels). Default <c>Image</c>.</summary>
    public string OutputColumnName { get; init; } = "Image";

    /// <summary>The column of pictures of any size, as <c>LoadImages</c> makes it. Default: <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; init; }

    /// <summary>Rows, in pixels. Default 224.</summary>
    public int Height { get; init; } = 224;

    /// <summary>Columns, in pixels. Default 224.</summary>
    public int Width { get; init; } = 224;

    /// <summary>Channels. Default <see cref="ColorMode.Rgb"/>.</summary>
    public ColorMode ColorMode { get; init; } = ColorMode.Rgb;

    /// <summary>How pixels are resized, with Pillow's numbers. Default <see cref="Resampling.Nearest"/>.</summary>
    public Resampling Interpolation { get; init; } = Resampling.Nearest;

    internal string Input => InputColumnName ?? OutputColumnName;

    internal void Validate() => new OptionErrors(nameof(ResizeImagesOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(Input, nameof(InputColumnName))
        .Between(Height, 1, 100_000, nameof(Height))
        .Between(Width, 1, 100_000, nameof(Width))
        .Defined(ColorMode, nameof(ColorMode))
        .Defined(Interpolation, nameof(Interpolation))
        .ThrowIfAny();
}
