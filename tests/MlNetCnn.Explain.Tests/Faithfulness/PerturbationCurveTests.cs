using MlNetCnn.Compute;

namespace MlNetCnn.Explain.Tests.Faithfulness;

public sealed class PerturbationCurveTests
{
    [Fact]
    public void The_perfect_map_of_a_patch_gives_the_best_areas_there_are()
    {
        using var model = Small.PatchMean();
        // The blur takes from a picture of ones nothing, so that insertion starts from a picture of zeros but for the ones put back.
        var deletion = new DeletionCurve { Steps = 64 }.Measure(model, Small.Ones(2), [Small.PerfectMap, Small.PerfectMap], Target.Class(1));

        // The score falls from 1 to 0 in a straight line over 16 of 64 pixels: a triangle of that base and height 1.
        Assert.Equal(16 / 64.0 / 2, deletion.Area, 1e-6);
        Assert.Equal([1, 0.9375, 0.875], deletion.Scores.Take(3).Select(s => Math.Round(s, 6)));
        Assert.Equal(Enumerable.Repeat(0.0, 49), deletion.Scores.Skip(16).Select(s => Math.Round(s, 6)));
        // No map is better, and the map turned over is the worst.
        for (var i = 0; i < 5; i++)
        {
            var random = new DeletionCurve { Steps = 64 }.Measure(model, Small.Ones(1), [new Heatmap(8, 8, Small.Random(64, "map", i))], Target.Class(1));
            Assert.InRange(random.Area, deletion.Area, 1 - deletion.Area);
        }

        var worst = new DeletionCurve { Steps = 64 }.Measure(model, Small.Ones(1), [new Heatmap(8, 8, [.. Small.PerfectMap.Values.ToArray().Select(v => -v)])], Target.Class(1));
        Assert.Equal(1 - deletion.Area, worst.Area, 1e-6);
    }

    [Fact]
    public void Insertion_of_the_perfect_map_rises_at_once()
    {
        using var model = Small.PatchMean();
        // A patch that the blur, as wide as the picture, spreads nearly evenly.
        var image = new Tensor(1, [8, 8, 1], Small.PerfectMap.Values.ToArray());
        var blurred = GaussianBlur.Of(image.Span, new PictureLayout(8, 8, 1, false), 15, 50);
        var start = Enumerable.Range(0, 64).Where(Small.IsInPatch).Average(i => blurred[i]);

        var insertion = new InsertionCurve { Steps = 64, KernelSize = 15, Sigma = 50 }.Measure(model, image, [Small.PerfectMap], Target.Class(1));

        Assert.InRange(start, 0.2, 0.4);
        Assert.Equal(start, insertion.Scores[0], 1e-6);
        Assert.All(insertion.Scores.Skip(16), s => Assert.Equal(1, s, 1e-6));
        Assert.InRange(insertion.Area, 1 - 16 / 64.0, 1);
    }

    [Fact]
    public void Deletion_starts_at_the_whole_pictures_score_and_ends_at_the_baselines()
    {
        using var model = FaithfulnessReference.Model();
        var images = FaithfulnessReference.Images;
        var baseline = new Tensor(images.Batch, images.Shape);
        baseline.Span.Fill(-0.25f);
        var deletion = new DeletionCurve { Steps = 7, Baseline = -0.25f }.Measure(model, images, FaithfulnessReference.Maps, Target.Class(1));
        var insertion = new InsertionCurve { Steps = 7 }.Measure(model, images, FaithfulnessReference.Maps, Target.Class(1));

        var (whole, empty) = (model.Predict(images), model.Predict(baseline));
        for (var i = 0; i < images.Batch; i++)
        {
            Assert.Equal(whole[i][1], deletion.Curves[i][0]);
            Assert.Equal(empty[i][1], deletion.Curves[i][^1]);
            Assert.Equal(whole[i][1], insertion.Curves[i][^1]);
        }
    }

    [Fact]
    public void The_top_class_is_that_of_the_whole_picture()
    {
        using var model = FaithfulnessReference.Model();
        var images = FaithfulnessReference.Images;
        var output = model.Predict(images);
        int[] top = [.. Enumerable.Range(0, images.Batch).Select(i => output[i].ToArray().Index().MaxBy(v => v.Item).Index)];

        var byItself = new DeletionCurve { Steps = 9 }.Measure(model, images, FaithfulnessReference.Maps);
        var given = new DeletionCurve { Steps = 9 }.Measure(model, images, FaithfulnessReference.Maps, Target.Classes(top));

        Assert.Equal(given.Scores, byItself.Scores);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    public void The_batch_and_the_order_of_pictures_change_nothing(int batch)
    {
        using var model = FaithfulnessReference.Model();
        var images = FaithfulnessReference.Images;
        var turned = new Tensor(images.Batch, images.Shape);
        for (var i = 0; i < images.Batch; i++) images[i].CopyTo(turned[images.Batch - 1 - i]);

        var straight = new InsertionCurve { Steps = 12 }.Measure(model, images, FaithfulnessReference.Maps, Target.Class(2));
        var back = new InsertionCurve { Steps = 12, BatchSize = batch }.Measure(model, turned, [.. FaithfulnessReference.Maps.Reverse()], Target.Class(2));

        Assert.Equal(straight.Areas, back.Areas.Reverse());
    }

    [Fact]
    public void More_steps_than_pixels_are_one_for_each()
    {
        using var model = Small.PatchMean();
        var curve = new DeletionCurve { Steps = 1000 }.Measure(model, Small.Ones(1), [Small.PerfectMap], Target.Class(1));
        Assert.Equal(65, curve.Fractions.Count);
    }

    [Fact]
    public void Equal_values_go_by_their_places() =>
        Assert.Equal([3, 1, 4, 0, 2, 5], PerturbationCurve.Order([0f, 1, 0, 7, 1, -1]));

    [Fact]
    public void A_map_of_zeros_deletes_from_the_top()
    {
        using var model = Small.PatchMean();
        var curve = new DeletionCurve { Steps = 8 }.Measure(model, Small.Ones(1), [new Heatmap(2, 2, new float[4])], Target.Class(1));
        Assert.Equal([1, 1, 1, 0.75, 0.5, 0.25, 0, 0, 0], curve.Scores.Select(s => Math.Round(s, 6)));
    }

    [Fact]
    public void Wrong_settings_and_counts_are_refused()
    {
        using var model = Small.PatchMean();
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeletionCurve { Steps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeletionCurve { Baseline = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new InsertionCurve { KernelSize = 4 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new InsertionCurve { Sigma = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new InsertionCurve { BatchSize = 0 });
        Assert.Contains("1 maps for 2 pictures", Assert.Throws<ArgumentException>(() => new DeletionCurve().Measure(model, Small.Ones(2), [Small.PerfectMap])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DeletionCurve().Measure(model, FaithfulnessReference.Images, FaithfulnessReference.Maps));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeletionCurve().Measure(model, Small.Ones(1), [Small.PerfectMap], Target.Class(2)));
    }

    [Fact]
    public void A_cancelled_measure_ends()
    {
        using var model = Small.PatchMean();
        Assert.Throws<OperationCanceledException>(() => new DeletionCurve().Measure(model, Small.Ones(1), [Small.PerfectMap], Target.Class(1), new CancellationToken(canceled: true)));
    }
}
