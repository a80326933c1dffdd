namespace MlNetCnn.Explain.Tests.Faithfulness;

public sealed class PointingGameTests
{
    private static readonly ObjectBox Patch = new(Small.Left, Small.Top, Small.Patch, Small.Patch);

    [Fact]
    public void The_perfect_map_hits_with_all_its_energy()
    {
        var result = new PointingGame().Play([Small.PerfectMap], [Patch], 8, 8);
        Assert.Equal((1, 1, 0.25, 1), (result.Hits, result.Accuracy, result.Chance, result.Energy));
        Assert.Equal("1 hits of 1 (100.0 %; chance 25.0 %), energy in the box 100.0 %", result.ToString());
    }

    [Fact]
    public void Random_maps_hit_by_chance()
    {
        var maps = Enumerable.Range(0, 2000).Select(i => new Heatmap(8, 8, Small.Random(64, "pointing", i))).ToList();
        var result = new PointingGame().Play(maps, [.. Enumerable.Repeat(Patch, maps.Count)], 8, 8);
        // Four standard deviations.
        Assert.InRange(result.Accuracy, 0.25 - 4 * Math.Sqrt(0.25 * 0.75 / 2000), 0.25 + 4 * Math.Sqrt(0.25 * 0.75 / 2000));
        Assert.InRange(result.Energy, 0.24, 0.26);
    }

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(5, 6, true)]
    [InlineData(1, 3, false)]
    [InlineData(2, 2, false)]
    [InlineData(6, 6, false)]
    [InlineData(5, 7, false)]
    public void The_greatest_value_must_lie_in_the_box(int row, int column, bool hit)
    {
        var result = new PointingGame().Play([Point(row, column)], [Patch], 8, 8);
        Assert.Equal(new PointedAt(row, column, hit, hit ? 1 : 0, 0.25), result.Points[0]);
    }

    [Theory]
    [InlineData(0, 3, 1.5, true)]
    [InlineData(0, 3, 1.4, false)]
    [InlineData(1, 2, 0.7, false)]
    [InlineData(1, 2, 0.71, true)]
    public void A_tolerance_is_a_distance_from_the_box(int row, int column, double tolerance, bool hit) =>
        Assert.Equal(hit, new PointingGame { Tolerance = tolerance }.Play([Point(row, column)], [Patch], 8, 8).Points[0].IsHit);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_map_without_a_positive_value_misses(float value)
    {
        // Its first pixel lies in the box.
        var result = new PointingGame().Play([new Heatmap(2, 2, [value, value, value, value])], [new ObjectBox(0, 0, 8, 8)], 8, 8);
        Assert.Equal((0, 0, 1), (result.Hits, result.Energy, result.Chance));
    }

    [Fact]
    public void A_small_map_points_at_the_middle_of_its_greatest_cell()
    {
        // A cell of 2 x 2 covers 4 x 4 pixels; of a map of cells without slope between them the outermost pixels are equal, and the first counts.
        Assert.Equal((6, 0), new PointingGame().Play([new Heatmap(2, 2, [0, 0, 1, 0])], [Patch], 8, 8).Points[0] is var p ? (p.Row, p.Column) : default);
        var middle = new PointingGame().Play([new Heatmap(3, 3, [0, 0, 0, 0, 1, 0, 0, 0, 0])], [new ObjectBox(0, 0, 9, 9)], 9, 9).Points[0];
        Assert.Equal((4, 4), (middle.Row, middle.Column));
    }

    [Fact]
    public void A_box_keeps_its_place_when_the_picture_is_resized() =>
        Assert.Equal(new ObjectBox(6, 8, 3, 4), new ObjectBox(10, 10, 5, 5).Scaled(0.6, 0.8));

    [Fact]
    public void Everything_wrong_with_the_boxes_is_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new PointingGame().Play([Small.PerfectMap], [new ObjectBox(0, 0, 0, 4), new ObjectBox(9, 0, 2, 2)], 8, 8));
        Assert.Contains("There are 1 maps and 2 boxes.", error.Message, StringComparison.Ordinal);
        Assert.Contains("picture 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("has no area", error.Message, StringComparison.Ordinal);
        Assert.Contains("lies outside the picture of 8 x 8", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PointingGame { Tolerance = -1 });
    }

    private static Heatmap Point(int row, int column)
    {
        var values = new float[64];
        values[row * 8 + column] = 3;
        return new Heatmap(8, 8, values);
    }
}
