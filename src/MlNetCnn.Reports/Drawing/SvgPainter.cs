using System.Globalization;
using System.Text;

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
        painter.Line($"""<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{scene.Width}" height="{scene.Height}" viewBox="0 0 {scene.Width} {scene.Height}" role="img" font-family="sans-serif">""");
        painter.Line($"<title>{Escape(PlainText.Clean(title))}</title>");
        foreach (var primitive in scene.Primitives) primitive.PaintOn(painter);
        painter.Line($"</svg>");
        return painter.svg.ToString();
    }

    public void Paint(Polyline line) => Line(
        $"""<polyline points="{string.Join(' ', line.Points.Select(p => $"{Number(p.X)},{Number(p.Y)}"))}" fill="none" stroke="{line.Colour.Hex}" stroke-width="{Number(line.Thickness)}" stroke-linecap="round" stroke-linejoin="round"/>""");

    public void Paint(Disc disc)
    {
        var opacity = disc.Opacity == 1 ? "" : $" fill-opacity=\"{Number(disc.Opacity)}\"";
        Line($"""<circle cx="{Number(disc.Centre.X)}" cy="{Number(disc.Centre.Y)}" r="{Number(disc.Radius)}" fill="{disc.Colour.Hex}"{opacity}/>""");
    }

    public void Paint(Rectangle rectangle)
    {
        var box = rectangle.Box;
        Line($"""<rect x="{Number(box.Left)}" y="{Number(box.Top)}" width="{Number(box.Width)}" height="{Number(box.Height)}" fill="{rectangle.Fill.Hex}"/>""");
    }

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

    private static string Number(double value) => Math.Round(value, 2) is var rounded && rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    private void Line(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
