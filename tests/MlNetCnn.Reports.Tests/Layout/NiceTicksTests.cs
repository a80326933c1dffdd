using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests.Layout;

public sealed class NiceTicksTests
{
    [Theory]
    [InlineData(0.62, 0.98, 5, "0.6 0.7 0.8 0.9 1.0")]
    [InlineData(0.3, 0.7, 4, "0.3 0.4 0.5 0.6 0.7")]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-1, 1, 2, "-1 0 1")]
    [InlineData(0, 0.00003, 3, "0 1e-5 2e-5 3e-5")]
    [InlineData(0, 2500000, 3, "0 1e6 2e6 3e6")]
    [InlineData(1000000, 1000002, 2, "1.000000e6 1.000001e6 1.000002e6")]
    [InlineData(0.5, 0.5, 4, "0.44 0.46 0.48 0.50 0.52 0.54 0.56", 6)]
    [InlineData(0, 0, 2, "-1 0 1")]
    public void Ticks_are_those_one_would_draw_by_hand(double minimum, double maximum, int intervals, string expected, int? other = null) =>
        Assert.Equal(expected, string.Join(' ', NiceTicks.Cover(minimum, maximum, other ?? intervals).Ticks.Select(tick => tick.Label)));

    [Theory]
    [InlineData(1, 30, 10, "0 5 10 15 20 25 30")]
    [InlineData(1, 3, 10, "1 2 3")]
    [InlineData(1, 1, 10, "0 1 2")]
    [InlineData(1, 2, 10, "1 2")]
    public void Epochs_have_whole_ticks(double minimum, double maximum, int intervals, string expected) =>
        Assert.Equal(expected, string.Join(' ', NiceTicks.Cover(minimum, maximum, intervals, wholeNumbers: true).Ticks.Select(tick => tick.Label)));

    [Fact]
    public void Ticks_enclose_any_data_evenly_and_differ_in_their_labels()
    {
        var ranges =
            from a in ArbMap.Default.GeneratorFor<NormalFloat>()
            from b in ArbMap.Default.GeneratorFor<NormalFloat>()
            from exponent in Gen.Choose(-280, 280)
            from narrow in Gen.Choose(0, 9)
            from intervals in Gen.Choose(2, 12)
            let scale = Math.Pow(10, exponent)
            let one = Math.Clamp(a.Get, -1e15, 1e15) * scale
            let two = one + Math.Clamp(b.Get, -1e15, 1e15) * scale * Math.Pow(10, -narrow)
            select (Minimum: Math.Min(one, two), Maximum: Math.Max(one, two), Intervals: intervals);
        Prop.ForAll(ranges.ToArbitrary(), range =>
        {
            var ticks = NiceTicks.Cover(range.Minimum, range.Maximum, range.Intervals).Ticks;
            Assert.InRange(ticks.Count, 2, range.Intervals + 1);
            var step = (ticks[^1].Value - ticks[0].Value) / (ticks.Count - 1);
            Assert.True(ticks[0].Value <= range.Minimum + step * 1e-8, $"{ticks[0].Value:R} > {range.Minimum:R}");
            Assert.True(ticks[^1].Value >= range.Maximum - step * 1e-8, $"{ticks[^1].Value:R} < {range.Maximum:R}");
            for (var i = 1; i < ticks.Count; i++) Assert.Equal(1, (ticks[i].Value - ticks[i - 1].Value) / step, 1e-4);
            Assert.Equal(ticks.Count, ticks.Select(tick => tick.Label).Distinct().Count());
        }).QuickCheckThrowOnFailure();
    }
}
