using System.Globalization;
using System.Text;

namespace MlNetCnn.Reports.Drawing;

/// <summary>Makes any string fit for one line of a drawing and for XML 1.0.</summary>
internal static class PlainText
{
    private const string Ellipsis = "...";

    /// <summary>
    /// Line breaks, tabs and other control characters become spaces, halves of surrogate pairs and characters that XML cannot hold
    /// become U+FFFD, and invisible formatting characters (among them those that turn the writing direction) are dropped.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((rune.Value & 0xFFFE) == 0xFFFE) { clean.Append('\uFFFD'); continue; }
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator: clean.Append(' '); break;
                case UnicodeCategory.Format: break;
                default: clean.Append(rune.ToString()); break;
            }
        }

        return clean.ToString();
    }

    /// <summary>The text if it fits the length, else as much of its beginning as fits with an ellipsis; empty when not even that fits.</summary>
    /// <param name="size">Font size in pixels.</param>
    /// <param name="length">Room along the baseline in pixels.</param>
    public static string Fit(string text, double size, double length)
    {
        if (StrokeFont.Measure(text, size) <= length) return text;
        var room = length - StrokeFont.Measure(Ellipsis, size);
        if (room < 0) return "";
        var kept = new StringBuilder();
        double used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += StrokeFont.Advance(rune) * size;
            if (used > room) break;
            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + Ellipsis;
    }
}
