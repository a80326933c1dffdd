namespace MlNetCnn.Reports.Tests;

public sealed class ConfusionMatrixTests
{
    private static readonly ConfusionMatrix Three = ConfusionMatrix.Of(["class 0", "class 1", "class 2"], [0, 1, 2, 2, 2], [0, 0, 2, 2, 1]);

    [Fact]
    public void Rows_are_true_classes_and_columns_predicted_ones()
    {
        Assert.Equal((1, 0, 1, 0, 2, 1), (Three[0, 0], Three[0, 1], Three[1, 0], Three[1, 1], Three[2, 2], Three[2, 1]));
        Assert.Equal((3, 2, 5), (Three.Support(2), Three.Predicted(0), Three.Total));
        Assert.Equal(2 / 3.0, Three.RowShare(2, 2));
        Assert.Equal(double.NaN, new ConfusionMatrix(["a", "b"], new long[,] { { 1, 0 }, { 0, 0 } }).RowShare(1, 0));
        Assert.Equal([(1, 0, 1L), (2, 1, 1L)], Three.MostConfused(10));
        Assert.Equal([(1, 0, 1L)], Three.MostConfused(1));
    }

    /// <summary>The example of scikit-learn's documentation of <c>classification_report</c>, whose two decimals are .50 1.00 .67 | 0 0 0 | 1.00 .67 .80; .50 .56 .49; .70 .60 .61.</summary>
    [Fact]
    public void The_report_has_scikit_learns_numbers()
    {
        var report = new ClassificationReport(Three);
        Assert.Equal(
            [new("class 0", 0.5, 1, 2 / 3.0, 1), new("class 1", 0, 0, 0, 1), new("class 2", 1, 2 / 3.0, 0.8, 3)],
            report.Classes);
        Assert.Equal((0.6, 5), (report.Accuracy, report.Total));
        Same(0.5, 5 / 9.0, 22 / 45.0, report.MacroAverage);
        Same(0.7, 0.6, 46 / 75.0, report.WeightedAverage);

        static void Same(double precision, double recall, double f1, ClassFigures average)
        {
            Assert.Equal(precision, average.Precision, 12);
            Assert.Equal(recall, average.Recall, 12);
            Assert.Equal(f1, average.F1, 12);
            Assert.Equal(5, average.Support);
        }
    }

    [Fact]
    public void No_example_at_all_gives_zeros()
    {
        var report = new ClassificationReport(new ConfusionMatrix(["a"], new long[1, 1]));
        Assert.Equal(new ClassFigures("a", 0, 0, 0, 0), report.Classes[0]);
        Assert.Equal((0, 0, 0), (report.Accuracy, report.MacroAverage.F1, report.WeightedAverage.Recall));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("2 classes need 2 x 2 counts; there are 1 x 3", Assert.Throws<ArgumentException>(() => new ConfusionMatrix(["a", "b"], new long[1, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix([], new long[0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(["a"], new long[,] { { -1 } }));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(["a"], [0, 0], [0]));
        Assert.Contains("Example 1", Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of(["a", "b"], [0, 2], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("Example 0", Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of(["a", "b"], [0, 1], [-1, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_counts_are_copied()
    {
        var counts = new long[,] { { 3 } };
        var matrix = new ConfusionMatrix(["a"], counts);
        counts[0, 0] = 4;
        Assert.Equal(3, matrix[0, 0]);
    }
}
