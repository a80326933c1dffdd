using System.Globalization;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Names and marks of the series in centred rows.</summary>
internal sealed class Legend
{
    private readonly List<List<Entry>> rows = [];
    private readonly double size, rowHeight, markWidth, gap;

    private Legend(double size) => (this.size, rowHeight, markWidth, gap) = (size, Math.Round(size * 1.5), size * 1.9, size * 0.5);

    /// <summary>Height of all rows in pixels.</summary>
    public double Height => rows.Count * rowHeight;

    /// <summary>Breaks the entries into rows. What does not fit is counted in a last entry.</summary>
    /// <param name="size">Font size in pixels.</param>
    /// <param name="width">Room for a row.</param>
    /// <param name="height">Room for all rows; at least one row is made.</param>
    public static Legend Of(IReadOnlyList<LineSeries> series, double size, double width, double height)
    {
        var legend = new Legend(size);
        // Fewer and fewer entries, until they fit with the note on the rest.
        for (var shown = series.Count; shown >= 0; shown--)
        {
            legend.rows.Clear();
            for (var i = 0; i < shown; i++) legend.Add(Entry.Of(series[i]), width);
            if (shown < series.Count) legend.Add(new Entry(string.Create(CultureInfo.InvariantCulture, $"and {series.Count - shown} more"), null), width);
            if (legend.rows.Count <= 1 || legend.Height <= height) break;
        }

        return legend;
    }

    /// <summary>The legend's primitives.</summary>
    /// <param name="top">The middle of the legend's upper edge.</param>
    public IEnumerable<Primitive> Draw(Point top, Rgb ink)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var x = top.X - RowWidth(rows[i]) / 2;
            var middle = Math.Floor(top.Y + (i + 0.5) * rowHeight) + 0.5;
            foreach (var entry in rows[i])
            {
                foreach (var mark in Mark(entry.Series, x, middle)) yield return mark;
                var text = x + MarkRoom(entry);
                yield return new TextLine(entry.Text, new Point(text, Math.Round(middle + 0.35 * size)), TextAlign.Start, size, ink);
                x += Width(entry) + 2 * gap;
            }
        }
    }

    private IEnumerable<Primitive> Mark(LineSeries? series, double x, double y)
    {
        if (series is null) yield break;
        var colour = Rgb.Of(series.Colour);
        if (series.Style != SeriesStyle.Points) yield return new Polyline([new(x + 1, y), new(x + markWidth - 1, y)], size / 6, colour);
        if (series.Style != SeriesStyle.Line) yield return new Disc(new(x + markWidth / 2, y), size / 4, colour, series.Style == SeriesStyle.Points ? 0.55 : 1);
    }

    private void Add(Entry entry, double width)
    {
        entry = entry with { Text = PlainText.Fit(entry.Text, size, width - MarkRoom(entry)) };
        if (rows.Count == 0 || RowWidth(rows[^1]) + 2 * gap + Width(entry) > width) rows.Add([]);
        rows[^1].Add(entry);
    }

    private double RowWidth(List<Entry> row) => row.Sum(Width) + (row.Count - 1) * 2 * gap;

    private double Width(Entry entry) => MarkRoom(entry) + StrokeFont.Measure(entry.Text, size);

    private double MarkRoom(Entry entry) => entry.Series is null ? 0 : markWidth + gap;

    private sealed record Entry(string Text, LineSeries? Series)
    {
        public static Entry Of(LineSeries series) => new(PlainText.Clean(series.Name) + (DataRange.HasData(series) ? "" : " (no data)"), series);
    }
}
