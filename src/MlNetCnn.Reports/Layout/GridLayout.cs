using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where everything of a grid of pictures stands.</summary>
internal static class GridLayout
{
    private const double TitleSize = 15, NoteSize = 11, LineHeight = StrokeFont.Ascent + StrokeFont.Descent;

    // A report's page of 1200 pixels, its scroll bar included, has room for 1100 with the margins.
    private const int Margin = 10, Gap = 4, AimedWidth = 1072, LargestEnlarged = 72, LeastWidth = 320;

    private static readonly Rgb Ink = new(0x22, 0x22, 0x22);
    private static readonly Rgb Cross = Rgb.Of(PaletteColour.Vermilion);

    /// <summary>Width of the whole figure.</summary>
    public static int Width(ImageGrid grid) => Math.Max(GridWidth(grid) + 2 * Margin, LeastWidth);

    /// <summary>Lays a grid out.</summary>
    public static Scene Of(ImageGrid grid)
    {
        var (tileHeight, tileWidth, zoom) = Shown(grid);
        int stepX = tileWidth * zoom + grid.Margin, stepY = tileHeight * zoom + grid.Margin, gridWidth = GridWidth(grid), width = Width(grid);
        var gridHeight = (grid.Tiles.Count + grid.Columns - 1) / grid.Columns * stepY - grid.Margin;
        var title = PlainText.Fit(PlainText.Clean(grid.Title), TitleSize, width - 2 * Margin);
        var note = PlainText.Fit(PlainText.Clean(grid.Note), NoteSize, width - 2 * Margin);
        int left = (width - gridWidth) / 2, top = Margin + (title.Length > 0 ? (int)Math.Ceiling(LineHeight * TitleSize) + Gap : 0), end = top + gridHeight;
        var height = end + Margin + (grid.Bar is null ? 0 : ColourBarLayout.Height + Gap) + (note.Length > 0 ? (int)Math.Ceiling(LineHeight * NoteSize) + Gap : 0);
        List<Primitive> primitives = [new Rectangle(new Box(0, 0, width, height), Rgb.White)];
        if (title.Length > 0) primitives.Add(new TextLine(title, new Point(width / 2.0, Math.Round(Margin + StrokeFont.Ascent * TitleSize)), TextAlign.Middle, TitleSize, Ink, Bold: true));
        if (grid.BlackMargin) primitives.Add(new Rectangle(new Box(left, top, left + gridWidth, end), new Rgb(0, 0, 0)));
        for (var i = 0; i < grid.Tiles.Count; i++)
            primitives.Add(new Picture(grid.Tiles[i].Resize(tileHeight, tileWidth, Resampling.Bilinear), left + i % grid.Columns * stepX, top + i / grid.Columns * stepY, zoom));
        foreach (var i in grid.Crossed)
            primitives.AddRange(CrossOut(left + i % grid.Columns * stepX, top + i / grid.Columns * stepY, tileWidth * zoom, tileHeight * zoom));
        if (grid.Bar is { } bar) primitives.AddRange(ColourBarLayout.Draw(bar, end + Gap, width, Ink));
        if (note.Length > 0) primitives.Add(new TextLine(note, new Point(width / 2.0, Math.Round(height - Margin - StrokeFont.Descent * NoteSize)), TextAlign.Middle, NoteSize, Ink));
        return new Scene(width, height, primitives);
    }

    private static int GridWidth(ImageGrid grid) => Shown(grid) is var (_, width, zoom) ? grid.Columns * (width * zoom + grid.Margin) - grid.Margin : 0;

    /// <summary>A picture's size, and the side of the squares its pixels become.</summary>
    private static (int Height, int Width, int Zoom) Shown(ImageGrid grid)
    {
        int height = grid.Tiles[0].Height, width = grid.Tiles[0].Width, side = Math.Max(height, width);
        var room = grid.TileSize ?? Math.Max(1, AimedWidth / grid.Columns - grid.Margin);
        if (side > room) return (Math.Max(1, (int)Math.Round((double)height * room / side)), Math.Max(1, (int)Math.Round((double)width * room / side)), 1);
        return (height, width, Math.Max(1, (grid.TileSize ?? Math.Min(room, LargestEnlarged)) / side));
    }

    private static Polyline[] CrossOut(double left, double top, double width, double height)
    {
        // Within, so that the strokes end in the picture; white below, so that the cross stands out from any colour.
        var (right, bottom) = (left + width - 2, top + height - 2);
        (left, top) = (left + 2, top + 2);
        Point[] down = [new(left, top), new(right, bottom)], up = [new(left, bottom), new(right, top)];
        return [new(down, 3.5, Rgb.White), new(up, 3.5, Rgb.White), new(down, 1.5, Cross), new(up, 1.5, Cross)];
    }
}
