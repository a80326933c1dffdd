using MlNetCnn.Imaging;

namespace MlNetCnn.Explain;

/// <summary>Overlays as methods of a heatmap.</summary>
public static class HeatmapOverlays
{
    extension(Heatmap map)
    {
        /// <summary>The heatmap over its picture: see <see cref="Explain.Overlay.Apply"/>.</summary>
        /// <param name="image">The picture, of any size.</param>
        /// <param name="overlay">Null for <see cref="Explain.Overlay.Book"/>.</param>
        public Image Overlay(Image image, Overlay? overlay = null) => (overlay ?? Explain.Overlay.Book).Apply(map, image);

        /// <summary>The heatmap alone, in colours: see <see cref="Explain.Overlay.Colour"/>.</summary>
        /// <param name="height">Rows of the result.</param>
        /// <param name="width">Columns of the result.</param>
        /// <param name="overlay">Null for <see cref="Explain.Overlay.Book"/>.</param>
        public Image Colour(int height, int width, Overlay? overlay = null) => (overlay ?? Explain.Overlay.Book).Colour(map, height, width);
    }
}
