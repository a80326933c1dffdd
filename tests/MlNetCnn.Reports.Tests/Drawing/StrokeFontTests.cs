using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Tests.Drawing;

public sealed class StrokeFontTests
{
    private static readonly string Printable = new([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    [Fact]
    public void Every_printable_ascii_character_has_its_own_strokes()
    {
        Assert.True(StrokeFont.Covers(Printable));
        Assert.False(StrokeFont.Covers("ß"));
        var drawings = Printable.Select(letter => string.Join('|', StrokeFont.Strokes(letter.ToString(), 20).Select(stroke => string.Join(' ', stroke)))).ToArray();
        Assert.Equal(Printable.Length, drawings.Distinct().Count());
        Assert.All(drawings[1..], drawing => Assert.NotEmpty(drawing));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(16)]
    public void Letters_stay_within_their_measures(double size)
    {
        foreach (var letter in Printable)
        {
            var half = StrokeFont.Thickness(size, bold: false) / 2;
            foreach (var point in StrokeFont.Strokes(letter.ToString(), size).SelectMany(stroke => stroke))
            {
                Assert.InRange(point.X, -half, StrokeFont.Measure(letter.ToString(), size) + half);
                Assert.InRange(point.Y, -StrokeFont.Ascent * size, StrokeFont.Descent * size);
            }
        }
    }

    [Fact]
    public void Text_is_as_long_as_its_letters() =>
        Assert.Equal(StrokeFont.Measure("a", 12) + StrokeFont.Measure("bc", 12), StrokeFont.Measure("abc", 12), 9);

    [Fact]
    public void Text_too_long_is_cut_with_an_ellipsis()
    {
        var fitted = PlainText.Fit("a title that does not fit", 12, 80);
        Assert.StartsWith("a title", fitted);
        Assert.EndsWith("...", fitted);
        Assert.True(StrokeFont.Measure(fitted, 12) <= 80);
        Assert.Equal("short", PlainText.Fit("short", 12, 80));
        Assert.Equal("", PlainText.Fit("nothing fits", 12, 5));
    }
}
