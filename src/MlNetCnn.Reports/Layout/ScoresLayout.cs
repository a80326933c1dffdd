using System.Globalization;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where names, scores and bars of classes stand: a line for each with its bar below.</summary>
internal static class ScoresLayout
{
    private const double Size = 12;
    private const int Step = 34, TextHeight = 16, BarHeight = 7, Gap = 8;

    private static readonly Rgb Ink = new(0x22, 0x22, 0x22);
    private static readonly Rgb Track = new(0xE2, 0xE2, 0xE2);

    /// <summary>Room from top to bottom.</summary>
    public static int Height(ScoresCell cell) => cell.Scores.Count * Step - (Step - TextHeight - BarHeight);

    /// <summary>The primitives.</summary>
    public static IEnumerable<Primitive> Draw(ScoresCell cell, int left, int top, int width)
    {
        double[] finite = [.. cell.Scores.Select(s => s.Score).Where(double.IsFinite)];
        var probabilities = finite.All(s => s is >= 0 and <= 1);
        var whole = probabilities ? 1 : finite.Max();
        foreach (var (score, y) in cell.Scores.Select((s, i) => (s, top + i * Step)))
        {
            var baseline = Math.Round(y + StrokeFont.Ascent * Size);
            var number = score.Score.ToString(probabilities ? "F3" : "G4", CultureInfo.InvariantCulture);
            var room = width - StrokeFont.Measure(number, Size) - Gap;
            yield return new TextLine(PlainText.Fit(PlainText.Clean(score.Name), Size, room), new Point(left, baseline), TextAlign.Start, Size, Ink, Bold: score.Emphasized);
            yield return new TextLine(number, new Point(left + width, baseline), TextAlign.End, Size, Ink, Bold: score.Emphasized);
            yield return new Rectangle(new Box(left, y + TextHeight, left + width, y + TextHeight + BarHeight), Track);
            var share = double.IsFinite(score.Score) && whole > 0 ? Math.Clamp(score.Score / whole, 0, 1) : 0;
            if (share > 0)
                yield return new Rectangle(new Box(left, y + TextHeight, left + share * width, y + TextHeight + BarHeight), Rgb.Of(score.Emphasized ? PaletteColour.Vermilion : PaletteColour.Blue));
        }
    }
}
