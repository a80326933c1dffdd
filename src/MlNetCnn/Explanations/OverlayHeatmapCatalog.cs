using MlNetCnn.Explain;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.OverlayHeatmap</c>.</summary>
public static class OverlayHeatmapCatalog
{
    /// <summary>Lays heatmaps over their pictures: <c>heatmap * 0.4 + image</c> of the Keras book. The heatmap is brought to the picture's size. <see cref="ImageColumn.GetImages"/> reads the result.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made: pictures of the type of the column read, RGB.</param>
    /// <param name="imageColumnName">The column of pictures as one sees them: float pixels 0 to 255, (height, width, channels), not preprocessed; or pictures of any size.</param>
    /// <param name="heatmapColumnName">The column of heatmaps, float vectors (height, width) of any size.</param>
    /// <param name="overlay">Colours, intensity, recipe; null for <see cref="Overlay.Book"/>.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static OverlayHeatmapEstimator OverlayHeatmap(
        this CnnCatalog cnn, string outputColumnName = "Overlay", string imageColumnName = "Image", string heatmapColumnName = "Heatmap", Overlay? overlay = null) =>
        cnn.OverlayHeatmap(new OverlayHeatmapOptions
        {
            OutputColumnName = outputColumnName, ImageColumnName = imageColumnName, HeatmapColumnName = heatmapColumnName, Overlay = overlay ?? Overlay.Book,
        });

    /// <summary>Lays heatmaps over their pictures.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static OverlayHeatmapEstimator OverlayHeatmap(this CnnCatalog cnn, OverlayHeatmapOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new OverlayHeatmapEstimator(options);
    }
}
