namespace MlNetCnn.Reports.Tests;

public sealed class SmoothingTests
{
    public static TheoryData<double[], double, double[]> Table => new()
    {
        { [], 0.8, [] },
        { [3], 0.8, [3] },
        { [1, 2, 3, 4], 0.8, [1, 1.2, 1.56, 2.048] },
        { [1, 0, 0], 0.5, [1, 0.5, 0.25] },
        { [5, 7, 2], 0, [5, 7, 2] },
        { [2, 2, 2], 0.9, [2, 2, 2] },
        { [double.NaN, 1, double.NaN, 2], 0.8, [double.NaN, 1, double.NaN, 1.2] },
        { [1, double.PositiveInfinity, 2], 0.8, [1, double.PositiveInfinity, 1.2] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Exponential_is_the_books_smooth_curve(double[] values, double factor, double[] expected)
    {
        var smoothed = Smoothing.Exponential(values, factor);
        Assert.Equal(expected.Length, smoothed.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], smoothed[i], 12);
    }

    [Fact]
    public void The_default_factor_is_that_of_the_book() => Assert.Equal(Smoothing.Exponential([1, 5, 2], 0.8), Smoothing.Exponential([1, 5, 2]));

    [Fact]
    public void The_given_values_stay_as_they_are()
    {
        double[] values = [1, 5, 2];
        Smoothing.Exponential(values);
        Assert.Equal([1, 5, 2], values);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_factor_out_of_bounds_is_refused(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Smoothing.Exponential([1], factor));
}
