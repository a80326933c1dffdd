namespace MlNetCnn.Explain.Tests.Faithfulness;

public sealed class MaskedConfidenceTests
{
    [Fact]
    public void The_perfect_map_drops_nothing_and_its_opposite_everything()
    {
        using var model = Small.PatchMean();
        var opposite = new Heatmap(8, 8, [.. Small.PerfectMap.Values.ToArray().Select(v => 1 - v)]);

        Assert.Equal(0, new MaskedConfidence().Measure(model, Small.Ones(1), [Small.PerfectMap], Target.Class(1)).AverageDrop, 1e-5);
        Assert.Equal(100, new MaskedConfidence().Measure(model, Small.Ones(1), [opposite], Target.Class(1)).AverageDrop, 1e-5);
        Assert.Equal(50, new MaskedConfidence().Measure(model, Small.Ones(2), [Small.PerfectMap, opposite], Target.Class(1)).AverageDrop, 1e-5);
    }

    [Fact]
    public void The_range_of_a_map_does_not_matter()
    {
        using var model = FaithfulnessReference.Model();
        Heatmap[] tenfold = [.. FaithfulnessReference.Maps.Select(m => new Heatmap(m.Height, m.Width, [.. m.Values.ToArray().Select(v => 16 * v)]))];

        var change = new MaskedConfidence().Measure(model, FaithfulnessReference.Images, FaithfulnessReference.Maps);
        Assert.Equal(change.After, new MaskedConfidence { BatchSize = 1 }.Measure(model, FaithfulnessReference.Images, tenfold).After);
    }

    [Fact]
    public void A_map_of_zeros_leaves_an_empty_picture()
    {
        using var model = Small.PatchMean();
        var change = new MaskedConfidence().Measure(model, Small.Ones(1), [new Heatmap(1, 1, [0])], Target.Class(1));
        Assert.Equal((100, 0), (change.AverageDrop, change.IncreaseInConfidence));
    }

    [Fact]
    public void A_score_of_zero_has_nothing_to_drop() =>
        Assert.Equal((0, 50), (new ConfidenceChange([0, 0], [0, 1]).AverageDrop, new ConfidenceChange([0, 0], [0, 1]).IncreaseInConfidence));

    [Fact]
    public void A_method_is_asked_for_the_maps_itself()
    {
        using var model = new ExplainedModel(Small.Convnet(3));
        var images = new Compute.Tensor(3, [8, 8, 2], Small.Random(3 * 128, "images"));

        var change = new MaskedConfidence().Measure(model, images, new InputGradient());
        var maps = new InputGradient().Explain(model, images).Select(e => e.Map).ToList();

        Assert.Equal(new MaskedConfidence().Measure(model, images, maps).After, change.After);
    }
}
