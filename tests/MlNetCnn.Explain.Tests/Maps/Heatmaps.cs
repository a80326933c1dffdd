namespace MlNetCnn.Explain.Tests.Maps;

public sealed class Heatmaps
{
    [Fact]
    public void Normalising_cuts_negatives_and_divides_by_the_largest() =>
        Assert.Equal([0, 0.5f, 1, 0], new Heatmap(2, 2, [-3, 2, 4, 0]).Normalize().Values.ToArray());

    [Fact]
    public void A_map_without_a_positive_value_normalises_to_zeros()
    {
        Assert.True(new Heatmap(1, 2, [-3, 0]).Normalize().IsZero);
        Assert.True(new Heatmap(1, 2, [0, -0f]).IsZero);
    }

    [Fact]
    public void The_smallest_number_normalises_to_one() => Assert.Equal(1, new Heatmap(1, 2, [float.Epsilon, 0]).Normalize()[0, 0]);

    [Fact]
    public void What_is_not_finite_is_refused_with_its_place()
    {
        Assert.Contains("row 1, column 0", Assert.Throws<ArgumentException>(() => new Heatmap(2, 2, [1, 2, float.NaN, 4])).Message);
        Assert.Throws<ArgumentException>(() => new Heatmap(2, 2, [1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Heatmap(0, 2, []));
    }

    [Fact]
    public void Places_outside_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Heatmap(1, 2, [1, 2])[0, 2]);

    [Fact]
    public void Resizing_takes_centres_at_halves()
    {
        Assert.Equal([0, 0.25f, 0.75f, 1], new Heatmap(1, 2, [0, 1]).Resize(1, 4).Values.ToArray());
        var map = new Heatmap(1, 2, [0, 1]);
        Assert.Same(map, map.Resize(1, 2));
    }
}
