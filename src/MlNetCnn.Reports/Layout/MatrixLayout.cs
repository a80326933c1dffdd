using System.Globalization;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where everything of a confusion matrix stands.</summary>
internal sealed class MatrixLayout
{
    /// <summary>More would not fit a canvas.</summary>
    public const int MostClasses = 400;

    private const double Margin = 10, Gap = 6, TitleSize = 16, LabelSize = 12, LongestName = 170;
    private const double LineHeight = StrokeFont.Ascent + StrokeFont.Descent;

    private static readonly Rgb Ink = new(0x22, 0x22, 0x22);
    private static readonly Rgb Frame = new(0x55, 0x55, 0x55);
    private static readonly Rgb Grid = new(0xE2, 0xE2, 0xE2);
    private static readonly Rgb Hit = Rgb.Of(PaletteColour.Blue);
    private static readonly Rgb Miss = Rgb.Of(PaletteColour.Vermilion);

    private readonly ConfusionMatrix matrix;
    private readonly List<Primitive> primitives = [];
    private readonly double cell, nameSize;
    private readonly bool upward;
    private readonly string[] names;

    private MatrixLayout(ConfusionMatrixChart chart)
    {
        matrix = chart.Matrix;
        var n = matrix.Classes.Count;
        cell = CellSize(n);
        nameSize = Math.Min(LabelSize, cell * 0.75);
        names = [.. matrix.Classes.Select(name => PlainText.Fit(PlainText.Clean(name), nameSize, LongestName))];
        var longest = names.Max(name => StrokeFont.Measure(name, nameSize));
        upward = longest > cell - 4;
        var label = LineHeight * LabelSize;
        var left = Math.Ceiling(Margin + label + Gap + longest + Gap);
        var below = Gap + (upward ? longest : LineHeight * nameSize) + Gap + label + Margin;
        // The title and the name of the axis may be wider than the matrix.
        var width = (int)Math.Max(Math.Ceiling(left + n * cell + Margin + cell * 0.2), 320);
        var title = PlainText.Fit(PlainText.Clean(chart.Title), TitleSize, width - 2 * Margin);
        var top = Math.Ceiling(Margin + (title.Length > 0 ? LineHeight * TitleSize + Gap : 0));
        var height = (int)Math.Ceiling(top + n * cell + below);
        primitives.Add(new Rectangle(new Box(0, 0, width, height), Rgb.White));
        if (title.Length > 0) primitives.Add(new TextLine(title, new Point(width / 2.0, Margin + StrokeFont.Ascent * TitleSize), TextAlign.Middle, TitleSize, Ink, Bold: true));
        AddCells(left, top);
        AddNames(left, top);
        primitives.Add(new TextLine("Predicted class", new Point(Math.Max(left + n * cell / 2, left + 40), Math.Round(height - Margin - StrokeFont.Descent * LabelSize)), TextAlign.Middle, LabelSize, Ink));
        primitives.Add(new TextLine("True class", new Point(Math.Round(Margin + StrokeFont.Ascent * LabelSize), top + n * cell / 2), TextAlign.Middle, LabelSize, Ink, Upward: true));
        Scene = new Scene(width, height, primitives);
    }

    private Scene Scene { get; }

    /// <summary>Lays a chart out.</summary>
    public static Scene Of(ConfusionMatrixChart chart) => new MatrixLayout(chart).Scene;

    /// <summary>Large where there are few; small ones still hold a name of 10 pixels beside them.</summary>
    private static double CellSize(int classes) => classes switch
    {
        <= 3 => 110,
        <= 6 => 80,
        <= 12 => 56,
        <= 24 => 36,
        <= 50 => 24,
        <= 120 => 15,
        _ => 10,
    };

    private void AddCells(double left, double top)
    {
        var n = matrix.Classes.Count;
        for (var row = 0; row < n; row++)
        {
            var support = matrix.Support(row);
            for (var column = 0; column < n; column++)
            {
                var count = matrix[row, column];
                var box = new Box(left + column * cell, top + row * cell, left + (column + 1) * cell, top + (row + 1) * cell);
                if (count > 0)
                {
                    var share = (double)count / support;
                    // Even a single wrong one is to be seen.
                    primitives.Add(new Rectangle(box, row == column ? Hit : Miss, row == column ? share : 0.12 + 0.88 * share)
                    {
                        Title = string.Create(CultureInfo.InvariantCulture, $"{PlainText.Clean(matrix.Classes[row])} taken for {PlainText.Clean(matrix.Classes[column])}: {count} of {support}, {Percent(share)}"),
                    });
                }

                AddFigures(box, count, support, dark: support > 0 && (double)count / support > 0.8);
            }
        }

        // Hair lines between small cells would be all there is to see.
        var step = cell >= 24 ? 1 : 10;
        for (var i = 0; i <= n; i += step)
        {
            double x = left + i * cell, y = top + i * cell;
            primitives.Add(new Polyline([new(x, top), new(x, top + n * cell)], 1, Grid));
            primitives.Add(new Polyline([new(left, y), new(left + n * cell, y)], 1, Grid));
        }

        primitives.Add(new Polyline([new(left, top), new(left + n * cell, top), new(left + n * cell, top + n * cell), new(left, top + n * cell), new(left, top)], 1, Frame));
    }

    private void AddFigures(Box box, long count, long support, bool dark)
    {
        if (cell < 24 || (count == 0 && cell < 56)) return;
        var colour = dark ? Rgb.White : count == 0 ? Frame : Ink;
        var number = count.ToString(CultureInfo.InvariantCulture);
        var middle = new Point((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
        var size = Math.Min(cell >= 80 ? 18 : cell >= 56 ? 13 : 11, (cell - 4) / StrokeFont.Measure(number, 1));
        if (size < 6) return;
        if (cell < 56 || count == 0)
        {
            primitives.Add(new TextLine(number, new Point(middle.X, Math.Round(middle.Y + 0.35 * size)), TextAlign.Middle, size, colour));
            return;
        }

        primitives.Add(new TextLine(number, new Point(middle.X, Math.Round(middle.Y - 1)), TextAlign.Middle, size, colour, Bold: true));
        var small = cell >= 80 ? 13 : 11;
        if (support > 0) primitives.Add(new TextLine(Percent((double)count / support), new Point(middle.X, Math.Round(middle.Y + 1.2 * small)), TextAlign.Middle, small, colour));
    }

    private void AddNames(double left, double top)
    {
        var n = names.Length;
        for (var i = 0; i < n; i++)
        {
            var middle = (i + 0.5) * cell;
            primitives.Add(new TextLine(names[i], new Point(left - Gap, Math.Round(top + middle + 0.35 * nameSize)), TextAlign.End, nameSize, Ink));
            primitives.Add(upward
                ? new TextLine(names[i], new Point(Math.Round(left + middle + 0.35 * nameSize), top + n * cell + Gap), TextAlign.End, nameSize, Ink, Upward: true)
                : new TextLine(names[i], new Point(left + middle, Math.Round(top + n * cell + Gap + StrokeFont.Ascent * nameSize)), TextAlign.Middle, nameSize, Ink));
        }
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1}%");
}
