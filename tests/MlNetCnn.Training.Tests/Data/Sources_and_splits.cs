namespace MlNetCnn.Training.Tests;

/// <summary>Examples in memory, parts of sources, and how data is divided.</summary>
public sealed class Sources_and_splits
{
    [Fact]
    public void An_array_gives_the_examples_asked_for()
    {
        var source = new ArrayBatchSource([2], new float[] { 1, 2, 3, 4, 5, 6 }, new float[] { 10, 20, 30 }, sampleWeights: new float[] { 0.1f, 0.2f, 0.3f });
        Assert.Equal(3, source.Count);
        float[] inputs = new float[4], targets = new float[2], weights = [1, 1];
        source.Fill(0, [2, 0], inputs, targets, weights, default);
        Assert.Equal([5, 6, 1, 2], inputs);
        Assert.Equal([30, 10], targets);
        Assert.Equal([0.3f, 0.1f], weights);
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Fill(0, [3], inputs, targets, weights, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Fill(0, [-1], inputs, targets, weights, default));
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_refused_with_all_that_is_wrong()
    {
        var error = Assert.Throws<ArgumentException>(() => new ArrayBatchSource([2], new float[5], new float[3], sampleWeights: new float[] { 1, -1, 1 }));
        Assert.Contains("4 problems", error.Message);
        Assert.Contains("5 input values", error.Message);
        Assert.Contains("example 1", error.Message);
        Assert.Throws<ArgumentException>(() => new ArrayBatchSource([-1], new float[5], new float[3]));
    }

    [Fact]
    public void A_subset_renumbers()
    {
        var source = new ArrayBatchSource([1], new float[] { 0, 1, 2, 3 }, new float[4]);
        var subset = new SubsetBatchSource(source, [3, 1, 3]);
        var inputs = new float[3];
        subset.Fill(0, [0, 1, 2], inputs, new float[3], new float[3], default);
        Assert.Equal([3, 1, 3], inputs);
        Assert.Throws<ArgumentOutOfRangeException>(() => subset.Fill(0, [3], inputs, new float[1], new float[1], default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SubsetBatchSource(source, [4]));
    }

    [Theory]
    [InlineData(10, 0.2, 8)]
    [InlineData(10, 0.25, 7)] // floor(7.5)
    [InlineData(10, 0.1, 9)]
    [InlineData(3, 0.5, 1)]
    [InlineData(2000, 0.3, 1400)]
    public void The_last_part_is_cut_where_Keras_cuts(int count, double fraction, int trained)
    {
        var split = DataSplit.TakeLast(count, fraction);
        Assert.Equal(Enumerable.Range(0, trained), split.Train);
        Assert.Equal(Enumerable.Range(trained, count - trained), split.Validation);
    }

    [Fact]
    public void A_random_part_is_repeatable_and_complete()
    {
        var split = DataSplit.Fraction(100, 0.2, 5);
        Assert.Equal((80, 20), (split.Train.Count, split.Validation.Count));
        Assert.Equal(Enumerable.Range(0, 100), split.Train.Concat(split.Validation).Order());
        Assert.Equal(split.Validation, DataSplit.Fraction(100, 0.2, 5).Validation);
        Assert.NotEqual(split.Validation, DataSplit.Fraction(100, 0.2, 6).Validation);
        Assert.NotEqual(Enumerable.Range(80, 20), split.Validation);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, 1)]
    [InlineData(10, double.NaN)]
    [InlineData(1, 0.5)]
    [InlineData(-1, 0.5)]
    [InlineData(3, 0.9)]
    [InlineData(5, 1e-17)]
    public void A_split_with_an_empty_part_is_refused(int count, double fraction)
    {
        Assert.Throws<ArgumentException>(() => DataSplit.TakeLast(count, fraction));
        Assert.Throws<ArgumentException>(() => DataSplit.Fraction(count, fraction, 0));
    }
}
