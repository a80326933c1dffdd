using System.Globalization;
using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports;

/// <summary>Small pictures of one size side by side, their pixels enlarged to squares: e.g. a layer's kernels in a shared range of colours. Immutable.</summary>
public sealed class ImageGrid : IFigure
{
    /// <summary>Pictures that a grid shows at most.</summary>
    public const int MostTiles = 1024;

    /// <summary>Describes a grid.</summary>
    /// <param name="title">Title above the grid; may be empty.</param>
    /// <param name="tiles">The pictures, of one size, of 1 or 3 channels, at most 256 pixels wide and high; 1 to 1024 of them. Copied.</param>
    /// <param name="columns">Pictures in a row, at least 1; null for a grid about as wide as high.</param>
    /// <param name="note">What stands below, e.g. the range of values; may be empty.</param>
    /// <exception cref="ArgumentException">There is no picture or there are too many, or they differ in size, are too large, or have other channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer columns than 1.</exception>
    public ImageGrid(string title, IEnumerable<Image> tiles, int? columns = null, string note = "")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentNullException.ThrowIfNull(note);
        if (columns < 1) throw new ArgumentOutOfRangeException(nameof(columns), columns, "A grid has at least one column.");
        (Title, Note) = (title, note);
        Tiles = Array.AsReadOnly(tiles.Select(t => (t ?? throw new ArgumentException("One of the pictures is null.", nameof(tiles))).ToRgb().Clone()).ToArray());
        if (Tiles.Count is 0 or > MostTiles) throw new ArgumentException($"There are {Tiles.Count} pictures; a grid shows 1 to {MostTiles}.", nameof(tiles));
        if (Tiles.FirstOrDefault(t => t.Height != Tiles[0].Height || t.Width != Tiles[0].Width) is { } other)
            throw new ArgumentException($"The pictures differ in size: {Tiles[0]} and {other}.", nameof(tiles));
        if (Tiles[0].Height > 256 || Tiles[0].Width > 256) throw new ArgumentException($"The pictures are {Tiles[0]}; a grid shows such of at most 256 x 256.", nameof(tiles));
        Columns = Math.Min(columns ?? (int)Math.Ceiling(Math.Sqrt(Tiles.Count)), Tiles.Count);
    }

    /// <summary>Title above the grid.</summary>
    public string Title { get; }

    /// <summary>What stands below.</summary>
    public string Note { get; }

    /// <summary>The pictures, row by row.</summary>
    public IReadOnlyList<Image> Tiles { get; }

    /// <summary>Pictures in a row.</summary>
    public int Columns { get; }

    /// <summary>
    /// A convolution's kernels, one picture for each: black is the least of all the values shown, white the greatest. Kernels of 3 input channels are coloured; of 1, grey;
    /// of others, each row is one kernel and its pictures are its first input channels.
    /// </summary>
    /// <param name="title">Title above the grid.</param>
    /// <param name="values">The values in Keras's order: height x width x inputs x outputs.</param>
    /// <param name="height">Rows of a kernel.</param>
    /// <param name="width">Columns of a kernel.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Kernels.</param>
    /// <param name="most">At most so many pictures; for others than 1 or 3 channels a square of about as many.</param>
    /// <exception cref="ArgumentException">The values are not as many as the shape says.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or there are to be more pictures than a grid shows.</exception>
    public static ImageGrid OfKernels(string title, ReadOnlySpan<float> values, int height, int width, int inputs, int outputs, int most = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MostTiles);
        if (values.Length != (long)height * width * inputs * outputs)
            throw new ArgumentException($"Kernels of {height} x {width} x {inputs} x {outputs} have {(long)height * width * inputs * outputs} values; there are {values.Length}.", nameof(values));
        var coloured = inputs == 3;
        var side = Math.Max(1, (int)Math.Sqrt(most));
        var (shownInputs, shownOutputs) = inputs is 1 or 3 ? (1, Math.Min(outputs, most)) : (Math.Min(inputs, side), Math.Min(outputs, side));
        var array = values.ToArray();
        var channels = coloured ? 3 : 1;
        float least = float.PositiveInfinity, greatest = float.NegativeInfinity;
        ForEach((_, _, _, _, value) => { if (float.IsFinite(value)) (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value)); });
        if (least > greatest) (least, greatest) = (0, 0);
        Image[] tiles = [.. Enumerable.Range(0, shownInputs * shownOutputs).Select(_ => new Image(height, width, channels))];
        ForEach((tile, y, x, channel, value) => tiles[tile].Row(y)[x * channels + channel] = Shade(value));
        var culture = CultureInfo.InvariantCulture;
        var range = $"black {least.ToString("G3", culture)}, white {greatest.ToString("G3", culture)}";
        var part = (shownOutputs < outputs ? string.Create(culture, $"; the first {shownOutputs} of {outputs} kernels") : "")
            + (!coloured && shownInputs < inputs ? string.Create(culture, $"; a row shows the first {shownInputs} of a kernel's {inputs} channels") : !coloured && inputs > 1 ? "; a row is a kernel" : "");
        return new ImageGrid(title, tiles, inputs is 1 or 3 ? null : shownInputs, range + part);

        void ForEach(Action<int, int, int, int, float> visit)
        {
            for (var output = 0; output < shownOutputs; output++)
                for (var input = 0; input < shownInputs; input++)
                    for (var y = 0; y < height; y++)
                        for (var x = 0; x < width; x++)
                            for (var c = 0; c < channels; c++)
                                visit(output * shownInputs + input, y, x, c, array[((y * width + x) * inputs + input + c) * outputs + output]);
        }

        byte Shade(float value) => !float.IsFinite(value) || greatest == least ? (byte)128 : (byte)Math.Round(255 * ((double)value - least) / ((double)greatest - least));
    }

    /// <inheritdoc/>
    public string ToSvg() => SvgPainter.Paint(GridLayout.Of(this), Title);

    /// <summary>The grid as a picture of 3 channels.</summary>
    public Image ToImage() => CanvasPainter.Paint(GridLayout.Of(this));

    /// <inheritdoc/>
    public byte[] ToPng() => ImageFile.EncodePng(ToImage());
}
