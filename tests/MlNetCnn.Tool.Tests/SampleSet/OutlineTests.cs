using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Tests.SampleSet;

public sealed class OutlineTests
{
    private static readonly Outline Square = new([(0, 0), (10, 0), (10, 10), (0, 10)]);

    [Theory]
    [InlineData(5, 5, -5)]
    [InlineData(5, 1, -1)]
    [InlineData(12, 5, 2)]
    [InlineData(13, 14, 5)]
    [InlineData(10, 3, 0)]
    public void Distance_is_negative_inside_and_positive_outside(double x, double y, double expected) =>
        Assert.Equal(expected, Square.SignedDistance(x, y), 12);
}
