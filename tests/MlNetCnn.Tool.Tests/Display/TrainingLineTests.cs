using MlNetCnn.Tool.Display;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Tests.Display;

public sealed class TrainingLineTests
{
    private static readonly BatchProgress Step = new(3, 30, 45, 100, 900, false, new Dictionary<string, double> { ["accuracy"] = 0.71, ["loss"] = 0.56123 }, TimeSpan.FromSeconds(2));

    [Fact]
    public void A_wide_line_says_it_all() => Assert.Equal(
        ("training: epoch 3/30", 24, 10, " 45 %  loss 0.5612, accuracy 0.7100  450 images/s  12:33 left"),
        Parts(TrainingLine.Of("training", Step, 450, TimeSpan.FromSeconds(753), 120)));

    [Fact]
    public void Validation_has_its_own_names() =>
        Assert.Equal(" 45 %  val_loss 0.5612, val_accuracy 0.7100  450 images/s  -:-- left", TrainingLine.Of("", Step with { Validating = true }, 450, null, 120).After);

    [Theory]
    [InlineData(79, 5, " 45 %  loss 0.5612, accuracy 0.7100  450 images/s  12:33 left")]
    [InlineData(70, 8, " 45 %  loss 0.5612, accuracy 0.7100  12:33 left")]
    [InlineData(50, 8, " 45 %  loss 0.5612  12:33 left")]
    [InlineData(43, 0, " 45 %  loss 0.5612  12:33 left")]
    [InlineData(30, 0, " 45 %  12:33 left")]
    [InlineData(16, 0, " 45 %")]
    [InlineData(10, 0, "")]
    public void A_narrow_line_says_what_matters_most(int width, int bar, string after)
    {
        var line = TrainingLine.Of("training", Step, 450, TimeSpan.FromSeconds(753), width);
        Assert.Equal(after, line.After);
        Assert.True(line.Bar >= bar && (line.Bar > 0) == (bar > 0), $"a bar of {line.Bar}");
    }

    [Fact]
    public void No_line_is_longer_than_the_terminal_is_wide()
    {
        for (var width = 1; width < 200; width++)
        {
            var line = TrainingLine.Of("a title that is rather long", Step, 12345.6, TimeSpan.FromHours(30), width);
            var length = line.Before.Length + (line.Bar > 0 ? 1 + line.Bar : 0) + (line.After.Length > 0 ? 1 + line.After.Length : 0);
            Assert.True(length <= width, $"{length} in {width}: {line}");
        }
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59.2, "1:00")]
    [InlineData(753, "12:33")]
    [InlineData(3725, "1:02:05")]
    [InlineData(-5, "0:00")]
    public void Time_is_written_as_clocks_do(double seconds, string expected) => Assert.Equal(expected, TrainingFigures.Left(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(456.4, "456 images/s")]
    [InlineData(45.64, "45.6 images/s")]
    [InlineData(4.564, "4.56 images/s")]
    [InlineData(double.PositiveInfinity, "- images/s")]
    public void Speed_has_three_digits(double speed, string expected) => Assert.Equal(expected, TrainingFigures.Speed(speed));

    [Fact]
    public void Small_values_keep_their_digits() =>
        Assert.Equal("loss 0.5000, learning_rate 1.00e-05, bad NaN, none 0.0000", TrainingFigures.Values([new("loss", 0.5), new("learning_rate", 1e-5), new("bad", double.NaN), new("none", 0)]));

    private static (string, int, int, string) Parts(TrainingLine line) => (line.Before, line.Bar, line.Full, line.After);
}
