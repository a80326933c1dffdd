using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports;

/// <summary>
/// Pictures side by side with captions, and scores of classes beside them: e.g. a photo, its heatmap, the two laid over each other, and the three likeliest classes. Cells are equally
/// wide, in as many rows as it takes; pictures fill their cell without being distorted: large ones are shrunk, small ones enlarged by a whole factor (of up to 64 pixels to squares,
/// others smoothly). Immutable.
/// </summary>
/// <example><code>
/// var plate = new PicturePlate("Grad-CAM at conv_pw_13_relu",
/// [
///     new PictureCell(photo, "photo"),
///     new PictureCell(heatmap, "heatmap"),
///     new PictureCell(overlay, "overlay\nAfrican_elephant 0.964"),
///     new ScoresCell([new("African_elephant", 0.964, Emphasized: true), new("tusker", 0.031), new("Indian_elephant", 0.004)], "top 3"),
/// ]) { Bar = new ColourBar(Colormaps.Jet, "0", "1") };
/// </code></example>
public sealed class PicturePlate : IFigure
{
    /// <summary>Cells that a plate shows at most.</summary>
    public const int MostCells = 256;

    /// <summary>Describes a plate.</summary>
    /// <param name="title">Title above it; may be empty.</param>
    /// <param name="cells">Pictures and scores, row by row; 1 to 256. Copied.</param>
    /// <param name="columns">Cells in a row, 1 to 16; null for rows of equal length, of at most five.</param>
    /// <param name="note">What stands below; may be empty.</param>
    /// <exception cref="ArgumentException">There is no cell or there are too many, a caption has too many lines, a picture is too large, or a cell has no scores or too many.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer columns than 1 or more than 16.</exception>
    public PicturePlate(string title, IEnumerable<PlateCell> cells, int? columns = null, string note = "")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(note);
        if (columns is < 1 or > 16) throw new ArgumentOutOfRangeException(nameof(columns), columns, "A plate has 1 to 16 columns.");
        (Title, Note) = (title, note);
        Cells = Array.AsReadOnly(cells.Select(Copy).ToArray());
        if (Cells.Count is 0 or > MostCells) throw new ArgumentException($"There are {Cells.Count} cells; a plate shows 1 to {MostCells}.", nameof(cells));
        var rows = (Cells.Count + 4) / 5;
        Columns = Math.Min(columns ?? (Cells.Count + rows - 1) / rows, Cells.Count);
    }

    /// <summary>Title above the plate.</summary>
    public string Title { get; }

    /// <summary>Pictures and scores, row by row.</summary>
    public IReadOnlyList<PlateCell> Cells { get; }

    /// <summary>Cells in a row.</summary>
    public int Columns { get; }

    /// <summary>What stands below.</summary>
    public string Note { get; }

    /// <summary>Width of a cell in pixels, 80 to 512. Null, the default, for what makes the plate about 1100 pixels wide, 360 at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of these bounds.</exception>
    public int? CellWidth
    {
        get;
        init => field = value is null or (>= 80 and <= 512) ? value : throw new ArgumentOutOfRangeException(nameof(CellWidth), value, "A cell is 80 to 512 pixels wide.");
    }

    /// <summary>What the colours of heatmaps mean, shown below the cells; null, the default, for nothing.</summary>
    public ColourBar? Bar { get; init; }

    internal int ShownWidth => PlateLayout.Width(this);

    /// <inheritdoc/>
    public string ToSvg() => SvgPainter.Paint(PlateLayout.Of(this), Title);

    /// <summary>The plate as a picture of 3 channels.</summary>
    public Image ToImage() => CanvasPainter.Paint(PlateLayout.Of(this));

    /// <inheritdoc/>
    public byte[] ToPng() => ImageFile.EncodePng(ToImage());

    private static PlateCell Copy(PlateCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell, nameof(Cells));
        ArgumentNullException.ThrowIfNull(cell.Caption, nameof(PlateCell.Caption));
        var lines = cell.Caption.Count(c => c == '\n') + 1;
        if (lines > PlateCell.MostLines) throw new ArgumentException($"A caption has {lines} lines; a plate shows at most {PlateCell.MostLines}.", nameof(PlateCell.Caption));
        if (cell is PictureCell(var picture, _))
        {
            ArgumentNullException.ThrowIfNull(picture, nameof(PictureCell.Picture));
            if (Math.Max(picture.Height, picture.Width) > PictureCell.MostPixels)
                throw new ArgumentException($"A picture is {picture}; a plate shows such of at most {PictureCell.MostPixels} x {PictureCell.MostPixels}.", nameof(PictureCell.Picture));
            return new PictureCell(picture.ToRgb().Clone(), cell.Caption);
        }

        var scores = ((ScoresCell)cell).Scores;
        ArgumentNullException.ThrowIfNull(scores, nameof(ScoresCell.Scores));
        if (scores.Count is 0 or > ScoresCell.MostScores) throw new ArgumentException($"There are {scores.Count} classes; a cell shows 1 to {ScoresCell.MostScores}.", nameof(ScoresCell.Scores));
        if (scores.Any(s => s?.Name is null)) throw new ArgumentException("A class or its name is null.", nameof(ScoresCell.Scores));
        return new ScoresCell(Array.AsReadOnly(scores.ToArray()), cell.Caption);
    }
}
