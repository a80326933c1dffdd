using MlNetCnn.Imaging;

namespace MlNetCnn.Explain;

/// <summary>
/// How a heatmap is laid over its picture: <c>heatmap * 0.4 + image</c> of the Keras book, for pictures of any size, the original rather than what the network saw. Maps are normalised
/// first (<see cref="Heatmap.Normalize"/>).
/// </summary>
public sealed record Overlay
{
    /// <summary>The colours of 0 to 1. Default <see cref="Colormaps.Jet"/>, OpenCV's; with <see cref="OverlayRecipe.Pillow"/> the book has <see cref="Colormaps.JetMatplotlib"/>.</summary>
    public Colormap Colormap { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = Colormaps.Jet;

    /// <summary>What the colours are multiplied with before they are added to the picture, 0 to 1. Default 0.4.</summary>
    public float Intensity { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An overlay's intensity is 0 to 1."); } = 0.4f;

    /// <summary>How. Default <see cref="OverlayRecipe.OpenCv"/>.</summary>
    public OverlayRecipe Recipe
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"An overlay is made as {string.Join(" or ", Enum.GetNames<OverlayRecipe>())} does.");
    }

    /// <summary>The book's first edition: OpenCV's jet, bilinear. The default.</summary>
    public static Overlay Book { get; } = new();

    /// <summary>The book's second edition: matplotlib's jet, Pillow's bicubic, stretched to black and white.</summary>
    public static Overlay SecondEdition { get; } = new() { Colormap = Colormaps.JetMatplotlib, Recipe = OverlayRecipe.Pillow };

    /// <summary>The heatmap alone, in colours, of a size.</summary>
    /// <param name="map">Any map; normalised here.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <returns>An RGB picture.</returns>
    public Image Colour(Heatmap map, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(map);
        map = map.Normalize();
        if (Recipe == OverlayRecipe.Pillow) return Stretch(Colormap.Apply(map.Values, map.Height, map.Width)).Resize(height, width, Resampling.Bicubic);
        return Colormap.Apply(map.Resize(height, width).Values, height, width);
    }

    /// <summary>The heatmap over its picture.</summary>
    /// <param name="map">Any map; normalised here.</param>
    /// <param name="image">The picture, of any size; grey becomes RGB, alpha is dropped. Not changed.</param>
    /// <returns>An RGB picture of the picture's size.</returns>
    public Image Apply(Heatmap map, Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var coloured = Colour(map, image.Height, image.Width);
        if (Recipe == OverlayRecipe.OpenCv) return Add(coloured, image.ToRgb());
        var sum = image.ToRgb().ToFloat();
        var pixels = sum.Pixels;
        for (var i = 0; i < pixels.Length; i++) pixels[i] += coloured.Pixels[i] * Intensity;
        return Stretch(sum);
    }

    /// <summary>Adds in place: of a large photo, floats of all values would be half a gigabyte and more.</summary>
    private Image Add(Image coloured, Image image)
    {
        var sum = coloured.Pixels;
        var pixels = image.Pixels;
        for (var i = 0; i < sum.Length; i++) sum[i] = (byte)Math.Min(255, MathF.Round(pixels[i] + sum[i] * Intensity, MidpointRounding.ToEven));
        return coloured;
    }

    /// <summary>Keras's <c>array_to_img</c> in float32: what lies from the smallest value to the largest becomes 0 to 255, cut to integers. Equal values become 0.</summary>
    private static Image Stretch(FloatImage image)
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in image.Pixels) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var result = new Image(image.Height, image.Width, image.Channels);
        if (most > least)
            for (var i = 0; i < image.Pixels.Length; i++) result.Pixels[i] = (byte)((image.Pixels[i] - least) / (most - least) * 255);
        return result;
    }

    /// <summary>The same for colours, which stand for fractions of 255.</summary>
    private static Image Stretch(Image image)
    {
        int least = 255, most = 0;
        foreach (var value in image.Pixels) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var result = new Image(image.Height, image.Width, image.Channels);
        if (most > least)
            for (var i = 0; i < image.Pixels.Length; i++) result.Pixels[i] = (byte)((image.Pixels[i] - least) * 255 / (most - least));
        return result;
    }
}
