using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Tests;

/// <summary>Batches of varied and of prepared pictures.</summary>
public sealed class Augmented_batches
{
    private const int Count = 40, Length = 12 * 10 * 3;

    private static readonly ImageAugmentation Augmentation = ImageAugmentation.Book with { BrightnessRange = (0.5, 1.5), FillMode = FillMode.Reflect };

    [Fact]
    public void An_example_is_the_drawn_transform_of_its_picture()
    {
        var source = Pictures();
        var (inputs, targets, weights) = Fill(new AugmentedBatchSource(source, Augmentation, seed: 9), epoch: 4, [17, 3]);
        foreach (var (slot, index) in new[] { (0, 17), (1, 3) })
        {
            var expected = new float[Length];
            Augmentation.Draw(9, 4, index, 12, 10).Apply(Fill(source, 0, [index]).Inputs, expected, 12, 10, 3);
            Assert.Equal(expected, inputs[(slot * Length)..((slot + 1) * Length)]);
        }

        Assert.Equal([17, 3], targets);
        Assert.Equal([18, 4], weights);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(7)]
    public void Any_order_any_batches_and_any_threads_give_the_same_bits(int threads)
    {
        var expected = Fill(new AugmentedBatchSource(Pictures(), Augmentation, 1, threads: 1), 2, [.. Enumerable.Range(0, Count)]).Inputs;
        var source = new AugmentedBatchSource(Pictures(), Augmentation, 1, threads);
        Assert.Equal(expected, Fill(source, 2, [.. Enumerable.Range(0, Count)]).Inputs);
        var apart = new float[Count * Length];
        Parallel.For(0, Count / 4, batch =>
        {
            // Backwards, four at a time, from many threads, another pass in between.
            int[] indices = [4 * batch + 3, 4 * batch + 2, 4 * batch + 1, 4 * batch];
            _ = Fill(source, 3, indices);
            var inputs = Fill(source, 2, indices).Inputs;
            for (var i = 0; i < 4; i++) inputs.AsSpan(i * Length, Length).CopyTo(apart.AsSpan(indices[i] * Length));
        });
        Assert.Equal(expected, apart);
    }

    [Fact]
    public void Another_pass_or_seed_changes_every_picture()
    {
        int[] all = [.. Enumerable.Range(0, Count)];
        var first = Fill(new AugmentedBatchSource(Pictures(), Augmentation, 1), 0, all).Inputs;
        foreach (var other in new[] { Fill(new AugmentedBatchSource(Pictures(), Augmentation, 1), 1, all).Inputs, Fill(new AugmentedBatchSource(Pictures(), Augmentation, 2), 0, all).Inputs })
            for (var i = 0; i < Count; i++)
                Assert.False(first.AsSpan(i * Length, Length).SequenceEqual(other.AsSpan(i * Length, Length)), $"picture {i}");
    }

    [Fact]
    public void Nothing_to_vary_gives_the_source_itself() =>
        Assert.Equal(Fill(Pictures(), 0, [5, 6]).Inputs, Fill(new AugmentedBatchSource(Pictures(), new ImageAugmentation(), 1), 3, [5, 6]).Inputs);

    [Fact]
    public void Cancelling_stops_it()
    {
        foreach (var threads in new[] { 1, 2 })
            Assert.ThrowsAny<OperationCanceledException>(() =>
                new AugmentedBatchSource(Pictures(), Augmentation, 1, threads).Fill(0, [1, 2], new float[2 * Length], new float[2], new float[2], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void What_is_not_pictures_is_refused()
    {
        var flat = new ArrayBatchSource([4], new float[8], new float[2]);
        Assert.Contains("(4,)", Assert.Throws<ArgumentException>(() => new AugmentedBatchSource(flat, Augmentation, 1)).Message, StringComparison.Ordinal);
        var two = new ArrayBatchSource([2, 2, 2], new float[16], new float[2]);
        Assert.Contains("BrightnessRange", Assert.Throws<ArgumentException>(() => new AugmentedBatchSource(two, Augmentation, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("threads", Assert.Throws<ArgumentException>(() => new AugmentedBatchSource(Pictures(), Augmentation, 1, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("RotationRange", Assert.Throws<ArgumentException>(() => new AugmentedBatchSource(Pictures(), new ImageAugmentation { RotationRange = -1 }, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preparing_comes_after_varying_and_rescaling_last()
    {
        var varied = new AugmentedBatchSource(Pictures(), Augmentation, 1);
        var expected = Fill(varied, 1, [8, 2]);
        PixelPreprocessing.Apply(Preprocessing.Caffe, expected.Inputs);
        var prepared = new PreprocessedBatchSource(varied, Preprocessing.Caffe, 0.5f);
        var actual = Fill(prepared, 1, [8, 2]);
        Assert.Equal([.. expected.Inputs.Select(x => x * 0.5f)], actual.Inputs);
        Assert.Equal(expected.Targets, actual.Targets);
        Assert.Equal(expected.Weights, actual.Weights);
        Assert.Equal((Count, new Shape(12, 10, 3)), (prepared.Count, prepared.InputShape));
        Assert.Equal(Fill(Pictures(), 0, [1]).Inputs, Fill(new PreprocessedBatchSource(Pictures()), 0, [1]).Inputs);
    }

    [Fact]
    public void Preparing_checks_its_settings()
    {
        var grey = new ArrayBatchSource([2, 2, 1], new float[8], new float[2]);
        var error = Assert.Throws<ArgumentException>(() => new PreprocessedBatchSource(grey, Preprocessing.Torch, float.NaN));
        Assert.Contains("2 problems", error.Message, StringComparison.Ordinal);
        Assert.Contains("three channels", error.Message, StringComparison.Ordinal);
        _ = new PreprocessedBatchSource(grey, Preprocessing.Tf);
    }

    private static ArrayBatchSource Pictures()
    {
        var pixels = new float[Count * Length];
        for (var i = 0L; i < pixels.Length; i++) pixels[(int)i] = (i * i * 31 + i * 17) % 256;
        return new ArrayBatchSource([12, 10, 3], pixels, Enumerable.Range(0, Count).Select(i => (float)i).ToArray(), sampleWeights: Enumerable.Range(1, Count).Select(i => (float)i).ToArray());
    }

    private static (float[] Inputs, float[] Targets, float[] Weights) Fill(IBatchSource source, int epoch, int[] indices)
    {
        var batch = (Inputs: new float[indices.Length * Length], Targets: new float[indices.Length], Weights: new float[indices.Length]);
        Array.Fill(batch.Inputs, float.NaN);
        source.Fill(epoch, indices, batch.Inputs, batch.Targets, batch.Weights, default);
        return batch;
    }
}
