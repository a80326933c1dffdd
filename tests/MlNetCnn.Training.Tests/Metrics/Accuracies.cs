using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests;

/// <summary>The accuracies against tables computed by hand.</summary>
public sealed class Accuracies
{
    private static double Measure(Metric metric, params (float[] Output, float[] Target, double Weight)[] examples)
    {
        var counts = metric.Start([examples[0].Output.Length], [examples[0].Target.Length]);
        foreach (var (output, target, weight) in examples) counts.Update(output, target, weight);
        return counts.Result;
    }

    [Theory]
    [InlineData(0.5f, 0, 1)] // the threshold itself is class 0
    [InlineData(0.5f, 1, 0)]
    [InlineData(0.50000006f, 1, 1)]
    [InlineData(0.49999997f, 0, 1)]
    [InlineData(0f, 0, 1)]
    [InlineData(1f, 1, 1)]
    [InlineData(1f, 0, 0)]
    public void Binary_takes_strictly_more_than_the_threshold_as_one(float output, float target, double expected) =>
        Assert.Equal(expected, Measure(new BinaryAccuracy(), ([output], [target], 1)));

    [Fact]
    public void Binary_with_several_outputs_takes_their_mean() =>
        Assert.Equal(0.5, Measure(new BinaryAccuracy(), ([0.9f, 0.2f], [1, 1], 1), ([0.9f, 0.9f], [0, 1], 1)));

    [Fact]
    public void Binary_has_a_threshold_of_choice()
    {
        Assert.Equal(1, Measure(new BinaryAccuracy(0.8f), ([0.7f], [0], 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryAccuracy(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryAccuracy(float.NaN));
    }

    [Fact]
    public void Categorical_compares_the_largest_and_takes_the_first_of_equals()
    {
        Assert.Equal(0.75, Measure(
            new CategoricalAccuracy(),
            ([0.2f, 0.5f, 0.3f], [0, 1, 0], 1),
            ([0.4f, 0.4f, 0.2f], [1, 0, 0], 1),
            ([0.1f, 0.45f, 0.45f], [0, 1, 0], 1),
            ([0.4f, 0.4f, 0.2f], [0, 1, 0], 1)));
    }

    [Fact]
    public void Sparse_categorical_compares_with_an_index() => Assert.Equal(
        0.5,
        Measure(new SparseCategoricalAccuracy(), ([0.1f, 0.9f], [1], 1), ([0.6f, 0.4f], [0], 1), ([0.5f, 0.5f], [1], 1), ([0.1f, 0.9f], [0], 1)));

    [Fact]
    public void Weights_divide_by_their_sum() =>
        Assert.Equal(0.75, Measure(new BinaryAccuracy(), ([0.9f], [1], 3), ([0.9f], [0], 1)));

    [Fact]
    public void Of_nothing_the_accuracy_is_zero() => Assert.Equal(0, new BinaryAccuracy().Start([1], [1]).Result);

    [Fact]
    public void Accuracy_is_of_the_kind_that_fits()
    {
        Assert.IsType<BinaryAccuracy>(Accuracy.For([1], [1]));
        Assert.IsType<SparseCategoricalAccuracy>(Accuracy.For([10], [1]));
        Assert.IsType<SparseCategoricalAccuracy>(Accuracy.For([10], []));
        Assert.IsType<CategoricalAccuracy>(Accuracy.For([10], [10]));
        Assert.All(new[] { Accuracy.For([1], [1]), Accuracy.For([3], [1]), Accuracy.For([3], [3]) }, m => Assert.Equal("accuracy", m.Name));
    }

    [Fact]
    public void Shapes_that_cannot_be_compared_are_refused()
    {
        Assert.Contains("(None, 2)", Assert.Throws<ArgumentException>(() => new BinaryAccuracy().Start([2], [1])).Message);
        Assert.Contains("SparseCategoricalAccuracy", Assert.Throws<ArgumentException>(() => new CategoricalAccuracy().Start([3], [1])).Message);
        Assert.Contains("CategoricalAccuracy", Assert.Throws<ArgumentException>(() => new SparseCategoricalAccuracy().Start([3], [3])).Message);
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("epoch")]
    [InlineData("val_x")]
    [InlineData("a,b")]
    [InlineData("")]
    public void Names_that_would_confuse_the_history_are_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => new CategoricalAccuracy(name));
}
