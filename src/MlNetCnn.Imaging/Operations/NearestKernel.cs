namespace MlNetCnn.Imaging;

/// <summary>Nearest-neighbour resizing with Pillow's choice of source pixels.</summary>
internal static class NearestKernel
{
    public static Image Resize(Image source, int height, int width)
    {
        var channels = source.Channels;
        var result = new Image(height, width, channels);
        var columns = Sources(source.Width, width);
        var rows = Sources(source.Height, height);
        for (var y = 0; y < height; y++)
        {
            var to = result.Row(y);
            if (y > 0 && rows[y] == rows[y - 1])
            {
                result.Row(y - 1).CopyTo(to);
                continue;
            }

            var from = source.Row(rows[y]);
            switch (channels)
            {
                case 1:
                    for (var x = 0; x < width; x++) to[x] = from[columns[x]];
                    break;
                case 3:
                    for (int x = 0, o = 0; x < width; x++, o += 3)
                    {
                        var i = 3 * columns[x];
                        (to[o], to[o + 1], to[o + 2]) = (from[i], from[i + 1], from[i + 2]);
                    }

                    break;
                default:
                    for (var x = 0; x < width; x++) from.Slice(4 * columns[x], 4).CopyTo(to[(4 * x)..]);
                    break;
            }
        }

        return result;
    }

    /// <summary>
    /// For each place of the result, the place in the source. Pillow adds the scale again and again in double precision,
    /// which at exact ties differs from floor((i + 0.5) * scale); so it is done here.
    /// </summary>
    internal static int[] Sources(int from, int to)
    {
        var scale = (double)from / to;
        var places = new int[to];
        var place = scale * 0.5;
        for (var i = 0; i < to; i++, place += scale) places[i] = Math.Min((int)place, from - 1);
        return places;
    }
}
