using MlNetCnn.Benchmarks.Commands;

namespace MlNetCnn.Benchmarks.Tests;

/// <summary>What the program says to wrong options.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--threads takes numbers from 1 to 1024 with commas, as 1,2; not 0.", "bench", "--threads=0")]
    [InlineData("--rounds takes a whole number from 1 to 100, not x.", "peers", "--rounds=x")]
    [InlineData("--seconds takes seconds from 0 to 3600, not -1.", "bench", "--seconds=-1")]
    [InlineData("No workload is named like 'nothing'", "bench", "--filter=nothing")]
    [InlineData("There is no workload 'nothing'", "run", "--workload=nothing")]
    public void Wrong_options_are_answered_with_what_is_right(string message, params string[] args)
    {
        var error = new StringWriter();
        Assert.Equal(2, CommandLine.Run(args, TextWriter.Null, error, CancellationToken.None));
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void List_names_every_workload()
    {
        var output = new StringWriter();
        Assert.Equal(0, CommandLine.Run(["list"], output, TextWriter.Null, CancellationToken.None));
        Assert.Contains("finetune_vgg16_block5_150_b20_step", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_no_error() => Assert.Equal(0, CommandLine.Run(["peers", "--help"], TextWriter.Null, TextWriter.Null, CancellationToken.None));
}
