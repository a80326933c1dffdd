namespace MlNetCnn.Imaging;

/// <summary>256 colours, by which a map of numbers is shown as a picture.</summary>
public sealed class Colormap
{
    private readonly byte[] table;

    /// <summary>A colormap of one's own.</summary>
    /// <param name="name">Name, for display.</param>
    /// <param name="rgb">256 x 3 bytes: red, green and blue of each entry. Copied.</param>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public Colormap(string name, ReadOnlySpan<byte> rgb)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (rgb.Length != 768) throw new ArgumentException($"A colormap has 256 x 3 = 768 bytes; here are {rgb.Length}.", nameof(rgb));
        (Name, table) = (name, rgb.ToArray());
    }

    /// <summary>Name, for display.</summary>
    public string Name { get; }

    /// <summary>Red, green and blue of each of the 256 entries.</summary>
    public ReadOnlySpan<byte> Table => table;

    /// <summary>The colour of an entry.</summary>
    /// <param name="index">0 (lowest) to 255.</param>
    public (byte Red, byte Green, byte Blue) this[byte index] => (table[3 * index], table[3 * index + 1], table[3 * index + 2]);

    /// <summary>Colours a map of bytes: each is the index of its colour (<c>cv2.applyColorMap</c>, but in RGB order).</summary>
    /// <param name="map">Height x width bytes, row after row.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <returns>An RGB picture.</returns>
    /// <exception cref="ArgumentException">The map has another length.</exception>
    public Image Apply(ReadOnlySpan<byte> map, int height, int width)
    {
        RequireShape(map.Length, height, width);
        var image = new Image(height, width, 3);
        var pixels = image.Pixels;
        for (var i = 0; i < map.Length; i++) table.AsSpan(3 * map[i], 3).CopyTo(pixels[(3 * i)..]);
        return image;
    }

    /// <summary>
    /// Colours a map of numbers from 0 to 1: the entry is 255 times the number, cut (not rounded) to an integer, as the
    /// Keras book's <c>np.uint8(255 * heatmap)</c>. Numbers outside are clipped; not a number counts as 0.
    /// </summary>
    /// <param name="map">Height x width numbers, row after row.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <returns>An RGB picture.</returns>
    /// <exception cref="ArgumentException">The map has another length.</exception>
    public Image Apply(ReadOnlySpan<float> map, int height, int width)
    {
        RequireShape(map.Length, height, width);
        var image = new Image(height, width, 3);
        var pixels = image.Pixels;
        for (var i = 0; i < map.Length; i++) table.AsSpan(3 * Index(map[i]), 3).CopyTo(pixels[(3 * i)..]);
        return image;
    }

    /// <summary>Colours a grey picture: each byte is the index of its colour.</summary>
    /// <param name="grey">A picture of one channel.</param>
    /// <returns>An RGB picture.</returns>
    /// <exception cref="ArgumentException">The picture has more channels.</exception>
    public Image Apply(Image grey)
    {
        ArgumentNullException.ThrowIfNull(grey);
        if (grey.Channels != 1) throw new ArgumentException($"A colormap applies to a picture of 1 channel; this one is {grey} (ToGrey() makes it one).", nameof(grey));
        return Apply(grey.Pixels, grey.Height, grey.Width);
    }

    private static int Index(float value) => value >= 1f ? 255 : value > 0f ? (int)(255f * value) : 0;

    private static void RequireShape(int length, int height, int width)
    {
        if (height < 1 || width < 1 || (long)height * width != length)
            throw new ArgumentException($"The map has {length} elements; {height}x{width} needs {(long)height * width}, at least 1.", "map");
    }
}
