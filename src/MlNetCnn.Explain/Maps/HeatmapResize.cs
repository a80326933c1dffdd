using MlNetCnn.Imaging;

namespace MlNetCnn.Explain;

/// <summary>Heatmaps of other sizes.</summary>
public static class HeatmapResize
{
    extension(Heatmap map)
    {
        /// <summary>The map with another size, as OpenCV resizes it: bilinear, centres of pixels at halves, the edge repeated.</summary>
        /// <param name="height">Rows, at least 1.</param>
        /// <param name="width">Columns, at least 1.</param>
        public Heatmap Resize(int height, int width)
        {
            ArgumentNullException.ThrowIfNull(map);
            if (height == map.Height && width == map.Width) return map;
            return new Heatmap(height, width, new OpenCvResize(height, width).Apply(map.Values, map.Height, map.Width));
        }
    }
}
