using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports;

/// <summary>
/// Many pictures of one size side by side: a layer's kernels in a shared range of colours (<see cref="OfKernels"/>), its activations (<see cref="OfActivations"/>), the patterns its
/// filters look for (<see cref="OfPatterns"/>). Small ones have their pixels enlarged to squares, large ones are shrunk so that the grid is about 1100 pixels wide at most. Immutable.
/// </summary>
public sealed partial class ImageGrid : IFigure
{
    /// <summary>Pictures that a grid shows at most.</summary>
    public const int MostTiles = 1024;

    /// <summary>Pixels that a picture is wide and high at most.</summary>
    public const int MostPixels = 256;

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
        if (Tiles[0].Height > MostPixels || Tiles[0].Width > MostPixels)
            throw new ArgumentException($"The pictures are {Tiles[0]}; a grid shows such of at most {MostPixels} x {MostPixels}.", nameof(tiles));
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

    /// <summary>Pixels between pictures, 0 to 64. Default 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of these bounds.</exception>
    public int Margin
    {
        get;
        init => field = value is >= 0 and <= 64 ? value : throw new ArgumentOutOfRangeException(nameof(Margin), value, "The margin is 0 to 64 pixels.");
    } = 4;

    /// <summary>Whether what lies between the pictures is black, not paper. Default false.</summary>
    public bool BlackMargin { get; init; }

    /// <summary>
    /// The longer side of a picture as it is shown, in pixels, 1 to 1024: a smaller picture is enlarged by the largest whole factor that keeps within, a larger one shrunk. Null, the
    /// default, for up to 72 when enlarged, and no more than keeps the grid within 1100 pixels.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of these bounds.</exception>
    public int? TileSize
    {
        get;
        init => field = value is null or (>= 1 and <= 1024) ? value : throw new ArgumentOutOfRangeException(nameof(TileSize), value, "A picture's side is shown in 1 to 1024 pixels.");
    }

    /// <summary>Numbers of the pictures that are crossed out, e.g. channels that are zero everywhere; from 0, rising. Default none.</summary>
    /// <exception cref="ArgumentException">There is no such picture.</exception>
    public IReadOnlyList<int> Crossed
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            int[] sorted = [.. value.Distinct().Order()];
            foreach (var number in sorted)
                if (number < 0 || number >= Tiles.Count) throw new ArgumentException($"Picture {number} is to be crossed out; there are {Tiles.Count}.", nameof(Crossed));
            field = Array.AsReadOnly(sorted);
        }
    } = [];

    /// <summary>What the colours mean, shown below the grid; null, the default, for nothing.</summary>
    public ColourBar? Bar { get; init; }

    internal int ShownWidth => GridLayout.Width(this);

    /// <inheritdoc/>
    public string ToSvg() => SvgPainter.Paint(GridLayout.Of(this), Title);

    /// <summary>The grid as a picture of 3 channels.</summary>
    public Image ToImage() => CanvasPainter.Paint(GridLayout.Of(this));

    /// <inheritdoc/>
    public byte[] ToPng() => ImageFile.EncodePng(ToImage());
}
