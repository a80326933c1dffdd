namespace MlNetCnn.Explain;

/// <summary>Maps brought to the size of the picture.</summary>
internal static class PictureMap
{
    /// <summary>The map at another size: bilinear between the centres of its cells and constant beyond the outermost, as OpenCV's <c>INTER_LINEAR</c> enlarges.</summary>
    public static Heatmap Of(Heatmap map, int height, int width)
    {
        if (map.Height == height && map.Width == width) return map;
        var (rows, columns) = (Places(map.Height, height), Places(map.Width, width));
        var source = map.Values;
        var values = new float[height * width];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom, down) = rows[y];
            for (var x = 0; x < width; x++)
            {
                var (left, right, across) = columns[x];
                var above = source[top * map.Width + left] * (1 - across) + source[top * map.Width + right] * across;
                var below = source[bottom * map.Width + left] * (1 - across) + source[bottom * map.Width + right] * across;
                values[y * width + x] = (float)(above * (1 - down) + below * down);
            }
        }

        return new Heatmap(height, width, values);
    }

    private static (int First, int Second, double Share)[] Places(int from, int to)
    {
        var places = new (int, int, double)[to];
        for (var i = 0; i < to; i++)
        {
            var place = Math.Clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
            var first = (int)place;
            places[i] = (first, Math.Min(first + 1, from - 1), place - first);
        }

        return places;
    }
}
