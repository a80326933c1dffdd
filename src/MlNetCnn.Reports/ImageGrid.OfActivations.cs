using MlNetCnn.Imaging;

namespace MlNetCnn.Reports;

public sealed partial class ImageGrid
{
    /// <summary>Channels of a layer in a row, as in the Keras book.</summary>
    public const int ActivationColumns = 16;

    /// <summary>
    /// What a layer's channels show of one picture, 16 in a row as the Keras book has it (5.4.1), dead channels crossed out. Pictures larger than 256 pixels are shrunk; of more than
    /// 1024 channels the first 1024 are shown.
    /// </summary>
    /// <param name="layer">Name of the layer.</param>
    /// <param name="shape">Shape of its output, e.g. <c>148 x 148 x 32</c>; may be empty.</param>
    /// <param name="channels">A picture of each channel, of one size; at least one.</param>
    /// <param name="dead">Numbers of the channels that say nothing, from 0; null for none.</param>
    /// <exception cref="ArgumentException">There is no picture, they differ in size, or a dead channel is not among them.</exception>
    public static ImageGrid OfActivations(string layer, string shape, IEnumerable<Image> channels, IEnumerable<int>? dead = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(channels);
        Image[] all = [.. channels];
        int[] silent = [.. (dead ?? []).Distinct()];
        foreach (var number in silent)
            if (number < 0 || number >= all.Length) throw new ArgumentException($"Channel {number} of {layer} is said to be dead; there are {all.Length}.", nameof(dead));
        string[] notes =
        [
            .. all.Length > MostTiles ? [FormattableString.Invariant($"the first {MostTiles} of {all.Length} channels")] : Array.Empty<string>(),
            .. silent.Length > 0 ? [FormattableString.Invariant($"{silent.Length} of {all.Length} channels {(silent.Length == 1 ? "is" : "are")} dead (crossed out)")] : Array.Empty<string>(),
        ];
        return new ImageGrid(shape.Length > 0 ? $"{layer} ({shape})" : layer, all.Take(MostTiles).Select(Within), ActivationColumns, string.Join("; ", notes))
        {
            Margin = 1,
            Crossed = [.. silent.Where(number => number < MostTiles)],
        };
    }

    /// <summary>A picture no larger than a grid shows.</summary>
    private static Image Within(Image picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var scale = (double)MostPixels / Math.Max(picture.Height, picture.Width);
        return scale >= 1 ? picture : picture.Resize(Shrunk(picture.Height, scale), Shrunk(picture.Width, scale), Resampling.Bilinear);
    }

    private static int Shrunk(int side, double scale) => Math.Clamp((int)Math.Round(side * scale), 1, MostPixels);
}
