using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests.Metrics;

public sealed class Confusion_matrices
{
    // By hand: rows are targets. Class 3 never occurs and is never predicted.
    private static ConfusionMatrix Example()
    {
        var matrix = new ConfusionMatrix(4);
        foreach (var (target, predicted, times) in new[] { (0, 0, 3), (0, 1, 1), (1, 1, 2), (1, 2, 2), (2, 0, 1), (2, 2, 1) })
            for (var i = 0; i < times; i++) matrix.Add(target, predicted);
        return matrix;
    }

    [Fact]
    public void Counts_and_ratios()
    {
        var matrix = Example();
        Assert.Equal((10, 0.6), (matrix.Total, matrix.Accuracy));
        Assert.Equal([4, 4, 2, 0], Enumerable.Range(0, 4).Select(matrix.Support));
        Assert.Equal([3 / 4.0, 2 / 3.0, 1 / 3.0, 0], Enumerable.Range(0, 4).Select(matrix.Precision));
        Assert.Equal([3 / 4.0, 2 / 4.0, 1 / 2.0, 0], Enumerable.Range(0, 4).Select(matrix.Recall));
        Assert.Equal([6 / 8.0, 4 / 7.0, 2 / 5.0, 0], Enumerable.Range(0, 4).Select(matrix.F1));
        Assert.Equal((1, 2), (matrix[0, 1], matrix[1, 2]));
    }

    [Fact]
    public void Classes_that_there_are_not_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Example().Add(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Example().Add(0, -1));
        Assert.Equal(0, new ConfusionMatrix(2).Accuracy);
    }
}
