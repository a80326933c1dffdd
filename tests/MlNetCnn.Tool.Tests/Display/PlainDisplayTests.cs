using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Tests.Display;

public sealed class PlainDisplayTests
{
    [Fact]
    public void Progress_takes_a_line_for_each_tenth()
    {
        var output = new StringWriter();

        new PlainDisplay(output, TextWriter.Null).Progress("counting", 1000, bar =>
        {
            for (var i = 0; i < 1000; i++) bar.Advance(1);
        });

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Length);
        Assert.StartsWith("counting: 10 % (100 of 1000, ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("counting: 100 % (1000 of 1000, ", lines[9], StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_stand_alone()
    {
        var output = new StringWriter();

        new PlainDisplay(output, TextWriter.Null).Progress("training", 2, bar =>
        {
            bar.Advance(1, "epoch 1/2");
            bar.Advance(1, "epoch 2/2");
        });

        Assert.Equal("epoch 1/2\nepoch 2/2\n", output.ToString().ReplaceLineEndings("\n"));
    }
}
