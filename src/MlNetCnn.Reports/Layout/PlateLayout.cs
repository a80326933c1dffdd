using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where everything of a plate of pictures stands.</summary>
internal sealed class PlateLayout
{
    private const double TitleSize = 15, CaptionSize = 12, NoteSize = 11, LineHeight = StrokeFont.Ascent + StrokeFont.Descent;

    // A report's page of 1200 pixels, its scroll bar included, has room for 1100 with the margins.
    private const int Margin = 10, Gap = 14, SmallGap = 5, AimedWidth = 1072, LargestCell = 360, LeastWidth = 320, LargestSquares = 64;

    private static readonly int CaptionHeight = (int)Math.Ceiling(LineHeight * CaptionSize) + 2;
    private static readonly Rgb Ink = new(0x22, 0x22, 0x22);

    private readonly List<Primitive> primitives = [];
    private readonly int cellWidth;

    private PlateLayout(PicturePlate plate)
    {
        cellWidth = CellWidth(plate);
        int gridWidth = plate.Columns * (cellWidth + Gap) - Gap, width = Width(plate);
        var title = PlainText.Fit(PlainText.Clean(plate.Title), TitleSize, width - 2 * Margin);
        var y = Margin;
        if (title.Length > 0)
        {
            primitives.Add(new TextLine(title, new Point(width / 2.0, Math.Round(Margin + StrokeFont.Ascent * TitleSize)), TextAlign.Middle, TitleSize, Ink, Bold: true));
            y += (int)Math.Ceiling(LineHeight * TitleSize) + SmallGap;
        }

        var left = (width - gridWidth) / 2;
        foreach (var row in plate.Cells.Chunk(plate.Columns)) y = AddRow(row, left, y) + Gap;
        y -= Gap;
        if (plate.Bar is { } bar)
        {
            primitives.AddRange(ColourBarLayout.Draw(bar, y + SmallGap, width, Ink));
            y += SmallGap + ColourBarLayout.Height;
        }

        if (PlainText.Fit(PlainText.Clean(plate.Note), NoteSize, width - 2 * Margin) is { Length: > 0 } note)
        {
            primitives.Add(new TextLine(note, new Point(width / 2.0, Math.Round(y + SmallGap + StrokeFont.Ascent * NoteSize)), TextAlign.Middle, NoteSize, Ink));
            y += SmallGap + (int)Math.Ceiling(LineHeight * NoteSize);
        }

        primitives.Insert(0, new Rectangle(new Box(0, 0, width, y + Margin), Rgb.White));
        Scene = new Scene(width, y + Margin, primitives);
    }

    private Scene Scene { get; }

    /// <summary>Lays a plate out.</summary>
    public static Scene Of(PicturePlate plate) => new PlateLayout(plate).Scene;

    /// <summary>Width of the whole figure.</summary>
    public static int Width(PicturePlate plate) => Math.Max(plate.Columns * (CellWidth(plate) + Gap) - Gap + 2 * Margin, LeastWidth);

    private static int CellWidth(PicturePlate plate) => plate.CellWidth ?? Math.Clamp((AimedWidth + Gap) / plate.Columns - Gap, 40, LargestCell);

    /// <summary>Adds a row of cells and returns where it ends. Captions stand on one line below the highest cell; what is lower stands in the middle.</summary>
    private int AddRow(PlateCell[] row, int left, int top)
    {
        var shown = row.Select(cell => cell is PictureCell(var picture, _) ? Fit(picture) : (Picture: null, Zoom: 1)).ToArray();
        var height = row.Zip(shown).Max(pair => pair.Second.Picture is { } picture ? picture.Height * pair.Second.Zoom : ScoresLayout.Height((ScoresCell)pair.First));
        for (var i = 0; i < row.Length; i++)
        {
            var x = left + i * (cellWidth + Gap);
            if (shown[i] is ({ } picture, var zoom)) primitives.Add(new Picture(picture, x + (cellWidth - picture.Width * zoom) / 2, top + (height - picture.Height * zoom) / 2, zoom));
            else primitives.AddRange(ScoresLayout.Draw((ScoresCell)row[i], x, top + (height - ScoresLayout.Height((ScoresCell)row[i])) / 2, cellWidth));
        }

        var end = top + height;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i].Caption.Length == 0) continue;
            string[] lines = row[i].Caption.Split('\n');
            for (var n = 0; n < lines.Length; n++)
            {
                var line = PlainText.Fit(PlainText.Clean(lines[n]).Trim(), CaptionSize, cellWidth);
                var baseline = Math.Round(top + height + SmallGap + n * CaptionHeight + StrokeFont.Ascent * CaptionSize);
                if (line.Length > 0) primitives.Add(new TextLine(line, new Point(left + i * (cellWidth + Gap) + cellWidth / 2.0, baseline), TextAlign.Middle, CaptionSize, Ink));
            }

            end = Math.Max(end, top + height + SmallGap + lines.Length * CaptionHeight);
        }

        return end;
    }

    /// <summary>The picture as large as fits the cell: shrunk, or enlarged by a whole factor.</summary>
    private (Image? Picture, int Zoom) Fit(Image picture)
    {
        var side = Math.Max(picture.Height, picture.Width);
        if (side > cellWidth) return (picture.Resize(Side(picture.Height), Side(picture.Width), Resampling.Bilinear), 1);
        var factor = cellWidth / side;
        return side <= LargestSquares ? (picture, factor) : (picture.Resize(picture.Height * factor, picture.Width * factor, Resampling.Bicubic), 1);

        int Side(int length) => Math.Max(1, (int)Math.Round((double)length * cellWidth / side));
    }
}
