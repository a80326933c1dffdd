using MlNetCnn.Compute;

namespace MlNetCnn.Explain.Tests.Faithfulness;

public sealed class ModelRandomizationTests
{
    private static readonly Tensor Images = new(4, [8, 8, 2], Small.Random(4 * 128, "images"));

    [Fact]
    public void Layers_are_drawn_anew_from_the_output_to_the_input()
    {
        using var model = new ExplainedModel(Small.Convnet(3));

        var cascading = new ModelRandomization().Measure(model, Images, new InputGradient());
        var independent = new ModelRandomization { Order = RandomizationOrder.Independent }.Measure(model, Images, new InputGradient());
        var complete = Assert.Single(new ModelRandomization { Order = RandomizationOrder.Complete }.Measure(model, Images, new InputGradient()));

        Assert.Equal([("classes", 1), ("second", 2), ("first", 3)], cascading.Select(s => (s.Layer, s.LayersDrawn)));
        Assert.Equal([("classes", 1), ("second", 1), ("first", 1)], independent.Select(s => (s.Layer, s.LayersDrawn)));
        Assert.Equal(("all layers", 3), (complete.Layer, complete.LayersDrawn));
        // The first stages are the same, and so are the last of the cascade and all at once.
        Assert.Equal(cascading[0].RankCorrelations, independent[0].RankCorrelations);
        Assert.Equal(cascading[^1].RankCorrelations, complete.RankCorrelations);
        Assert.Equal(cascading[^1].Similarities, complete.Similarities);
        Assert.All(cascading, s => Assert.InRange(s.RankCorrelation, -0.9, 0.95));
    }

    [Fact]
    public void A_method_that_ignores_the_model_is_found_out()
    {
        using var model = new ExplainedModel(Small.Convnet(3));
        var stages = new ModelRandomization().Measure(model, Images, new PictureItself());
        Assert.All(stages, s => Assert.Equal((1, 1), (s.RankCorrelation, s.Similarity)));
    }

    [Fact]
    public void The_model_stays_as_it_is_and_the_seed_decides()
    {
        var net = Small.Convnet(3);
        float[][] before = [.. net.Weights.Select(w => w.Values.ToArray())];
        using var model = new ExplainedModel(net);

        var one = new ModelRandomization { Seed = 1 }.Measure(model, Images, new InputGradient());
        var again = new ModelRandomization { Seed = 1 }.Measure(model, Images, new InputGradient());
        var other = new ModelRandomization { Seed = 2 }.Measure(model, Images, new InputGradient());

        Assert.Equal(before, net.Weights.Select(w => w.Values.ToArray()));
        Assert.Equal(one.Select(s => s.RankCorrelation), again.Select(s => s.RankCorrelation));
        Assert.NotEqual(one.Select(s => s.RankCorrelation), other.Select(s => s.RankCorrelation));
    }

    [Fact]
    public void The_seed_that_a_model_was_trained_from_does_not_give_its_first_weights_back()
    {
        var net = Small.Convnet(3);
        var random = ModelRandomization.Randomize(net, 3);
        Assert.Equal(net.Weights.Select(w => w.Path), random.Weights.Select(w => w.Path));
        Assert.All(net.Weights.Zip(random.Weights).Where(p => p.First.Shape.Rank > 1), p => Assert.NotEqual(p.First.Values.ToArray(), p.Second.Values.ToArray()));
    }

    [Fact]
    public void Magnitudes_are_compared_when_asked_for()
    {
        using var model = new ExplainedModel(Small.Convnet(3));
        var signed = new ModelRandomization { Order = RandomizationOrder.Complete }.Measure(model, Images, new InputGradient());
        var absolute = new ModelRandomization { Order = RandomizationOrder.Complete, Absolute = true }.Measure(model, Images, new InputGradient());
        Assert.NotEqual(signed[0].RankCorrelation, absolute[0].RankCorrelation);
    }

    [Theory]
    [InlineData(new float[] { 1, 2, 3 }, new float[] { 10, 20, 21 }, 1)]
    [InlineData(new float[] { 1, 2, 3 }, new float[] { 3, 2, 1 }, -1)]
    [InlineData(new float[] { 1, 1, 1 }, new float[] { 3, 2, 1 }, 0)]
    [InlineData(new float[] { 5 }, new float[] { 7 }, 0)]
    public void Ranks_alone_matter(float[] first, float[] second, double expected) => Assert.Equal(expected, RankCorrelation.Spearman(first, second), 1e-12);

    [Fact]
    public void Maps_of_other_sizes_or_none_are_not_compared()
    {
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([], []));
        Assert.Throws<ArgumentException>(() => StructuralSimilarity.Of(Small.PerfectMap, new Heatmap(8, 7, new float[56])));
        Assert.Throws<ArgumentException>(() => StructuralSimilarity.Of(new Heatmap(1, 8, new float[8]), new Heatmap(1, 8, new float[8])));
        // Nothing is like nothing: all windows are equal.
        Assert.Equal(1, StructuralSimilarity.Of(new Heatmap(8, 8, new float[64]), new Heatmap(8, 8, new float[64])));
    }

    private sealed record PictureItself : ExplanationMethod
    {
        public override string Name => "picture";

        private protected override IReadOnlyList<Explanation> ExplainBatch(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation) =>
            [.. Enumerable.Range(0, images.Batch).Select(i => new Explanation
            {
                Method = Name, Map = new Heatmap(8, 8, [.. images[i].ToArray().Chunk(2).Select(c => c[0])]), Class = 0, Score = 0, ScoreKind = Score,
            })];
    }
}
