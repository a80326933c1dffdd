using System.Globalization;
using System.Text;
using MlNetCnn.Imaging;

namespace MlNetCnn.Reports.Drawing;

/// <summary>Writes a scene as a self-contained SVG 1.1 document.</summary>
internal sealed class SvgPainter : IPainter
{
    private readonly StringBuilder svg = new();

    /// <summary>The document.</summary>
    /// <param name="title">For the <c>title</c> element, which browsers show as a tooltip and screen readers read aloud.</param>
    public static string Paint(Scene scene, string title)
    {
        var painter = new SvgPainter();
        var links = scene.Primitives.Any(p => p is Picture) ? " xmlns:xlink=\"http://www.w3.org/1999/xlink\"" : "";
        painter.Line($"""<svg xmlns="http://www.w3.org/2000/svg"{links} version="1.1" width="{scene.Width}" height="{scene.Height}" viewBox="0 0 {scene.Width} {scene.Height}" role="img" font-family="sans-serif">""");
        painter.Line($"<title>{Escape(PlainText.Clean(title))}</title>");
        foreach (var primitive in scene.Primitives) primitive.PaintOn(painter);
        painter.Line($"</svg>");
        return painter.svg.ToString();
    }

    public void Paint(Polyline line) => Line(
        $"""<polyline points="{string.Join(' ', line.Points.Select(p => $"{Number(p.X)},{Number(p.Y)}"))}" fill="none" stroke="{line.Colour.Hex}" stroke-width="{Number(line.Thickness)}" stroke-linecap="round" stroke-linejoin="round"/>""");

    public void Paint(Disc disc)
    {
        Line($"""<circle cx="{Number(disc.Centre.X)}" cy="{Number(disc.Centre.Y)}" r="{Number(disc.Radius)}" fill="{disc.Colour.Hex}"{Opacity(disc.Opacity)}/>""");
    }

    public void Paint(Rectangle rectangle)
    {
        var box = rectangle.Box;
        var corners = rectangle.Radius > 0 ? $"rx=\"{Number(rectangle.Radius)}\" " : "";
        var end = rectangle.Title is null ? "/>" : $"><title>{Escape(rectangle.Title)}</title></rect>";
        Line($"""<rect x="{Number(box.Left)}" y="{Number(box.Top)}" width="{Number(box.Width)}" height="{Number(box.Height)}" {corners}fill="{rectangle.Fill.Hex}"{Opacity(rectangle.Opacity)}{end}""");
    }

    public void Paint(Triangle triangle) => Line(
        $"""<polygon points="{Number(triangle.A.X)},{Number(triangle.A.Y)} {Number(triangle.B.X)},{Number(triangle.B.Y)} {Number(triangle.C.X)},{Number(triangle.C.Y)}" fill="{triangle.Fill.Hex}"/>""");

    public void Paint(TextLine text)
    {
        if (text.Text.Length == 0) return;
        string x = Number(text.Anchor.X), y = Number(text.Anchor.Y);
        var anchor = text.Align switch { TextAlign.Start => "start", TextAlign.Middle => "middle", _ => "end" };
        var weight = text.Bold ? " font-weight=\"bold\"" : "";
        var turn = text.Upward ? $" transform=\"rotate(-90 {x} {y})\"" : "";
        // Faces differ in width: telling the length keeps the text in the place that the layout gave it.
        var length = StrokeFont.Covers(text.Text) ? $" textLength=\"{Number(text.Length)}\" lengthAdjust=\"spacingAndGlyphs\"" : "";
        Line($"""<text x="{x}" y="{y}" font-size="{Number(text.Size)}" text-anchor="{anchor}" fill="{text.Colour.Hex}"{weight}{length}{turn}>{Escape(text.Text)}</text>""");
    }

    // Enlarged before it is embedded: not every viewer heeds a wish for sharp pixels.
    public void Paint(Picture picture)
    {
        var enlarged = new Resize(picture.Pixels.Height * picture.Zoom, picture.Pixels.Width * picture.Zoom).Apply(picture.Pixels);
        Line($"""<image x="{picture.Left}" y="{picture.Top}" width="{enlarged.Width}" height="{enlarged.Height}" xlink:href="data:image/png;base64,{Convert.ToBase64String(ImageFile.EncodePng(enlarged))}"/>""");
    }

    private static string Opacity(double opacity) => opacity == 1 ? "" : $" fill-opacity=\"{Number(opacity)}\"";

    private static string Number(double value) => Math.Round(value, 2) is var rounded && rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    private void Line(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
