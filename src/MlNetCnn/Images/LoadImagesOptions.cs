using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.LoadImages</c>.</summary>
public sealed record LoadImagesOptions
{
    /// <summary>The column made: float pixels 0 to 255, (height, width, channels); or pictures of any size when no size is given. Default <c>Image</c>.</summary>
    public string OutputColumnName { get; init; } = "Image";

    /// <summary>The column of file paths, text. Default <c>ImagePath</c>.</summary>
    public string InputColumnName { get; init; } = "ImagePath";

    /// <summary>Folder that relative paths start from. Default: the current folder.</summary>
    public string? ImageFolder { get; init; }

    /// <summary>Rows to resize to, in pixels; null (the default) with <see cref="Width"/> null keeps each picture's own size.</summary>
    public int? Height { get; init; }

    /// <summary>Columns to resize to, in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Channels. Default <see cref="ColorMode.Rgb"/>.</summary>
    public ColorMode ColorMode { get; init; } = ColorMode.Rgb;

    /// <summary>How pixels are resized, with Pillow's numbers. Default <see cref="Resampling.Nearest"/>, Keras's <c>load_img</c> default.</summary>
    public Resampling Interpolation { get; init; } = Resampling.Nearest;

    /// <summary>Whether the EXIF orientation turns the picture. Default false, as Keras and Pillow leave it.</summary>
    public bool ApplyOrientation { get; init; }

    internal void Validate() => new OptionErrors(nameof(LoadImagesOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(InputColumnName, nameof(InputColumnName))
        .Require(Height is null == Width is null, "Height and Width are given together or not at all.")
        .Between(Height ?? 1, 1, 100_000, nameof(Height))
        .Between(Width ?? 1, 1, 100_000, nameof(Width))
        .Defined(ColorMode, nameof(ColorMode))
        .Defined(Interpolation, nameof(Interpolation))
        .ThrowIfAny();
}
