using MlNetCnn.Imaging;

namespace MlNetCnn.Reports;

public sealed partial class ImageGrid
{
    /// <summary>
    /// The patterns to which a layer's filters respond most, 8 in a row on black, 5 pixels apart, as the Keras book has them (5.4.2). Pictures larger than 256 pixels are shrunk.
    /// </summary>
    /// <param name="layer">Name of the layer.</param>
    /// <param name="patterns">A picture for each filter, of one size; 1 to 1024.</param>
    /// <param name="crossed">Numbers of the filters that do not respond to anything, from 0; null for none.</param>
    /// <param name="note">What stands below; may be empty.</param>
    /// <exception cref="ArgumentException">There is no picture or too many, they differ in size, or a crossed one is not among them.</exception>
    public static ImageGrid OfPatterns(string layer, IEnumerable<Image> patterns, IEnumerable<int>? crossed = null, string note = "")
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(patterns);
        return new ImageGrid(layer, patterns.Select(Within), 8, note) { Margin = 5, BlackMargin = true, TileSize = 132, Crossed = [.. crossed ?? []] };
    }
}
