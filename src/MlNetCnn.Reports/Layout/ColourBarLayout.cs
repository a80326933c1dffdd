using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where a bar of colours and its two labels stand.</summary>
internal static class ColourBarLayout
{
    /// <summary>Room that a bar needs from top to bottom.</summary>
    public const int Height = 18;

    private const double LabelSize = 11;
    private const int BarHeight = 10, BarWidth = 128, Gap = 6;

    private static readonly Rgb Frame = new(0x55, 0x55, 0x55);

    /// <summary>The primitives of a bar in the middle of a canvas.</summary>
    /// <param name="top">Upper edge of its room.</param>
    /// <param name="width">Width of the canvas.</param>
    public static IEnumerable<Primitive> Draw(ColourBar bar, int top, int width, Rgb ink)
    {
        var picture = new Image(BarHeight, BarWidth, 3);
        for (var y = 0; y < BarHeight; y++)
            for (var x = 0; x < BarWidth; x++) bar.Colormap.Table.Slice(3 * (2 * x), 3).CopyTo(picture.Row(y)[(3 * x)..]);
        var room = (width - BarWidth) / 2 - 3 * Gap;
        int left = (width - BarWidth) / 2, upper = top + (Height - BarHeight) / 2;
        yield return new Picture(picture, left, upper, 1);
        // A bar may end in the colour of the paper.
        double right = left + BarWidth + 0.5, lower = upper + BarHeight + 0.5;
        yield return new Polyline([new(left - 0.5, upper - 0.5), new(right, upper - 0.5), new(right, lower), new(left - 0.5, lower), new(left - 0.5, upper - 0.5)], 1, Frame);
        var baseline = Math.Round(top + Height / 2.0 + 0.35 * LabelSize);
        if (PlainText.Fit(PlainText.Clean(bar.Low), LabelSize, room) is { Length: > 0 } low)
            yield return new TextLine(low, new Point(left - Gap, baseline), TextAlign.End, LabelSize, ink);
        if (PlainText.Fit(PlainText.Clean(bar.High), LabelSize, room) is { Length: > 0 } high)
            yield return new TextLine(high, new Point(left + BarWidth + Gap, baseline), TextAlign.Start, LabelSize, ink);
    }
}
