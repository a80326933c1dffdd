using MlNetCnn.Imaging;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.LoadImages</c>.</summary>
public static class LoadImagesCatalog
{
    /// <summary>
    /// Loads pictures from files and resizes them as Keras's <c>load_img(target_size=...)</c> does: float pixels 0 to 255, height x width x 3.
    /// </summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made.</param>
    /// <param name="inputColumnName">The column of file paths, text.</param>
    /// <param name="height">Rows, in pixels.</param>
    /// <param name="width">Columns, in pixels.</param>
    /// <param name="interpolation">How pixels are resized. Default nearest, as in Keras.</param>
    /// <exception cref="ArgumentException">A size is not positive or a name is empty.</exception>
    public static LoadImagesEstimator LoadImages(
        this CnnCatalog cnn, string outputColumnName, string inputColumnName, int height, int width, Resampling interpolation = Resampling.Nearest) =>
        cnn.LoadImages(new LoadImagesOptions
        {
            OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Height = height, Width = width, Interpolation = interpolation,
        });

    /// <summary>Loads pictures from files in their own sizes; <c>ResizeImages</c> makes them fit a network.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made.</param>
    /// <param name="inputColumnName">The column of file paths, text.</param>
    public static LoadImagesEstimator LoadImages(this CnnCatalog cnn, string outputColumnName, string inputColumnName) =>
        cnn.LoadImages(new LoadImagesOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName });

    /// <summary>Loads pictures from files.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static LoadImagesEstimator LoadImages(this CnnCatalog cnn, LoadImagesOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new LoadImagesEstimator(options);
    }
}
