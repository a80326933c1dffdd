using MlNetCnn.Imaging;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.ResizeImages</c>.</summary>
public static class ResizeImagesCatalog
{
    /// <summary>Resizes pictures to one size, with Pillow's numbers: float pixels 0 to 255, height x width x 3.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made.</param>
    /// <param name="height">Rows, in pixels.</param>
    /// <param name="width">Columns, in pixels.</param>
    /// <param name="inputColumnName">The column of pictures; null for the output's name.</param>
    /// <param name="interpolation">How pixels are resized. Default nearest, as in Keras.</param>
    /// <exception cref="ArgumentException">A size is not positive or a name is empty.</exception>
    public static ResizeImagesEstimator ResizeImages(
        this CnnCatalog cnn, string outputColumnName, int height, int width, string? inputColumnName = null, Resampling interpolation = Resampling.Nearest) =>
        cnn.ResizeImages(new ResizeImagesOptions
        {
            OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Height = height, Width = width, Interpolation = interpolation,
        });

    /// <summary>Resizes pictures to one size.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static ResizeImagesEstimator ResizeImages(this CnnCatalog cnn, ResizeImagesOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new ResizeImagesEstimator(options);
    }
}
