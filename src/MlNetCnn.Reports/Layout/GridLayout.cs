using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where everything of a grid of pictures stands.</summary>
internal static class GridLayout
{
    private const double TitleSize = 15, NoteSize = 11, LineHeight = StrokeFont.Ascent + StrokeFont.Descent;
    private const int Margin = 10, Gap = 4, AimedWidth = 640, LargestTile = 72;

    private static readonly Rgb Ink = new(0x22, 0x22, 0x22);

    /// <summary>Lays a grid out.</summary>
    public static Scene Of(ImageGrid grid)
    {
        int rows = (grid.Tiles.Count + grid.Columns - 1) / grid.Columns, tileWidth = grid.Tiles[0].Width, tileHeight = grid.Tiles[0].Height;
        var room = Math.Min(LargestTile, AimedWidth / grid.Columns - Gap);
        var zoom = Math.Max(1, room / Math.Max(tileWidth, tileHeight));
        int stepX = tileWidth * zoom + Gap, stepY = tileHeight * zoom + Gap, gridWidth = grid.Columns * stepX - Gap;
        var width = Math.Max(gridWidth + 2 * Margin, 320);
        var title = PlainText.Fit(PlainText.Clean(grid.Title), TitleSize, width - 2 * Margin);
        var note = PlainText.Fit(PlainText.Clean(grid.Note), NoteSize, width - 2 * Margin);
        var top = Margin + (title.Length > 0 ? (int)Math.Ceiling(LineHeight * TitleSize) + Gap : 0);
        var end = top + rows * stepY - Gap;
        var height = end + Margin + (note.Length > 0 ? (int)Math.Ceiling(LineHeight * NoteSize) + Gap : 0);
        List<Primitive> primitives = [new Rectangle(new Box(0, 0, width, height), Rgb.White)];
        if (title.Length > 0) primitives.Add(new TextLine(title, new Point(width / 2.0, Math.Round(Margin + StrokeFont.Ascent * TitleSize)), TextAlign.Middle, TitleSize, Ink, Bold: true));
        var left = (width - gridWidth) / 2;
        for (var i = 0; i < grid.Tiles.Count; i++)
            primitives.Add(new Picture(grid.Tiles[i], left + i % grid.Columns * stepX, top + i / grid.Columns * stepY, zoom));
        if (note.Length > 0) primitives.Add(new TextLine(note, new Point(width / 2.0, Math.Round(height - Margin - StrokeFont.Descent * NoteSize)), TextAlign.Middle, NoteSize, Ink));
        return new Scene(width, height, primitives);
    }
}
