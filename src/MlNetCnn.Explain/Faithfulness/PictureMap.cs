using MlNetCnn.Imaging;

namespace MlNetCnn.Explain;

/// <summary>Maps brought to the size of the picture.</summary>
internal static class PictureMap
{
    /// <summary>The map at another size, bilinear as OpenCV's <c>INTER_LINEAR</c>.</summary>
    public static Heatmap Of(Heatmap map, int height, int width) => map.Height == height && map.Width == width
        ? map
        : new Heatmap(height, width, new OpenCvResize(height, width).Apply(map.Values, map.Height, map.Width));
}
