using System.Globalization;
using System.Text;

namespace MlNetCnn.Reports.Drawing;

/// <summary>The letters of <see cref="Glyphs"/> as polylines, and their measures, which are close to those of common sans-serif faces.</summary>
internal static class StrokeFont
{
    private const double UnitsPerEm = 20, SmallHeight = 10, CapitalHeight = 14;
    private const int ArcStepDegrees = 15, CurveSteps = 8;

    /// <summary>Highest reach above the baseline, in em.</summary>
    public const double Ascent = 0.8;

    /// <summary>Lowest reach below the baseline, in em.</summary>
    public const double Descent = 0.25;

    private static readonly Point[][][] Letters = [.. Glyphs.Ascii.Select(glyph => Parse(glyph.Strokes))];
    private static readonly Point[][] Box = Parse(Glyphs.Missing);

    /// <summary>Width of a character in em; an estimate for one outside printable ASCII (a full em for East Asian and above, else 0.575).</summary>
    public static double Advance(Rune rune) =>
        Index(rune) is { } index ? Glyphs.Ascii[index].Advance / UnitsPerEm : rune.Value >= 0x1100 ? 1 : 0.575;

    /// <summary>Whether every character has strokes here.</summary>
    public static bool Covers(string text) => text.EnumerateRunes().All(rune => Index(rune) is not null);

    /// <summary>Length of a text along the baseline, in pixels.</summary>
    public static double Measure(string text, double size) => text.EnumerateRunes().Sum(Advance) * size;

    /// <summary>Thickness of the strokes in pixels, never below one.</summary>
    public static double Thickness(double size, bool bold) => Math.Max(1, size * (bold ? 0.11 : 0.085));

    /// <summary>
    /// The strokes of a text in pixels, x from the text's start and y downwards from its baseline. Heights are whole pixels, so that
    /// horizontal strokes are crisp when the baseline is on a pixel's centre.
    /// </summary>
    public static IEnumerable<Point[]> Strokes(string text, double size)
    {
        double x = 0, unit = size / UnitsPerEm;
        double small = Math.Round(SmallHeight * unit), capital = Math.Round(CapitalHeight * unit);
        foreach (var rune in text.EnumerateRunes())
        {
            var left = x;
            foreach (var stroke in Index(rune) is { } index ? Letters[index] : Box)
                yield return Array.ConvertAll(stroke, p => new Point(left + p.X * unit, -Height(p.Y)));
            x += Advance(rune) * size;
        }

        double Height(double y) =>
            y <= 0 ? y * unit
            : y <= SmallHeight ? y * small / SmallHeight
            : small + (y - SmallHeight) * (capital - small) / (CapitalHeight - SmallHeight);
    }

    private static int? Index(Rune rune) => rune.Value is >= ' ' and <= '~' ? rune.Value - ' ' : null;

    private static Point[][] Parse(string strokes) =>
        [.. strokes.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseStroke)];

    private static Point[] ParseStroke(string stroke)
    {
        var words = new Queue<string>(stroke.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var points = new List<Point>();
        while (words.Count > 0)
        {
            switch (words.Peek())
            {
                case "A": words.Dequeue(); AddArc(points, NextPoint(), NextPoint(), Next(), Next()); break;
                case "Q": words.Dequeue(); AddCurve(points, NextPoint(), NextPoint()); break;
                default: points.Add(NextPoint()); break;
            }
        }

        return [.. points];

        double Next() => double.Parse(words.Dequeue(), CultureInfo.InvariantCulture);
        Point NextPoint() => new(Next(), Next());
    }

    private static void AddArc(List<Point> points, Point centre, Point radii, double from, double to)
    {
        var steps = (int)Math.Ceiling(Math.Abs(to - from) / ArcStepDegrees);
        for (var i = 0; i <= steps; i++)
        {
            var angle = (from + (to - from) * i / steps) * Math.PI / 180;
            points.Add(new Point(centre.X + radii.X * Math.Cos(angle), centre.Y + radii.Y * Math.Sin(angle)));
        }
    }

    private static void AddCurve(List<Point> points, Point control, Point end)
    {
        var start = points[^1];
        for (var i = 1; i <= CurveSteps; i++)
        {
            double t = (double)i / CurveSteps, s = 1 - t;
            points.Add(new Point(s * s * start.X + 2 * s * t * control.X + t * t * end.X, s * s * start.Y + 2 * s * t * control.Y + t * t * end.Y));
        }
    }
}
