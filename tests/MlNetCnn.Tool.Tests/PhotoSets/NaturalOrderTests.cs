using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Tests.PhotoSets;

public sealed class NaturalOrderTests
{
    [Fact]
    public void Numbers_count_as_numbers() =>
        Assert.Equal(
            ["a", "a1b2", "a1b10", "a02", "a2", "a10", "b", "img 9 (2)", "img 10 (1)"],
            new[] { "img 10 (1)", "a10", "a2", "b", "a1b10", "a", "img 9 (2)", "a02", "a1b2" }.Order(NaturalOrder.Instance));

    [Fact]
    public void Numbers_of_any_length_are_compared() =>
        Assert.True(NaturalOrder.Instance.Compare("x99999999999999999999999", "x100000000000000000000000") < 0);
}
