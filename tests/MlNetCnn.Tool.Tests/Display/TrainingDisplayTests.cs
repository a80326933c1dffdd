using System.Diagnostics;
using System.Text.RegularExpressions;
using MlNetCnn.Tool.Display;
using MlNetCnn.Training;
using Spectre.Console;

namespace MlNetCnn.Tool.Tests.Display;

public sealed partial class TrainingDisplayTests
{
    private static readonly Dictionary<string, double> Values = new() { ["loss"] = 0.5, ["accuracy"] = 0.75 };

    [Fact]
    public void Plain_lines_are_those_of_epochs_and_messages_alone()
    {
        var output = new StringWriter();
        new PlainDisplay(output, TextWriter.Null).Training("training", progress =>
        {
            for (var step = 1; step <= 100; step++) ((IProgress<BatchProgress>)progress).Report(At(step));
            progress.Report("Epoch 2: early stopping");
        });
        Assert.Equal("Epoch 2: early stopping\n", output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_terminal_shows_the_moving_line_and_keeps_messages()
    {
        var output = new StringWriter();
        new TerminalDisplay(Terminal(output)).Training("training", progress =>
        {
            ((IProgress<BatchProgress>)progress).Report(At(40));
            progress.Report("a message [with] brackets");
            // The terminal is drawn some ten times a second, at its own pace.
            Thread.Sleep(400);
        });
        var text = Escapes().Replace(output.ToString(), "");
        Assert.Contains("training: epoch 1/2 ", text, StringComparison.Ordinal);
        Assert.Contains(" 40 %  loss 0.5000, accuracy 0.7500  400 images/s  0:04 left", text, StringComparison.Ordinal);
        Assert.Contains("a message [with] brackets", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_cost_next_to_nothing_and_draw_at_most_some_ten_times_a_second()
    {
        var output = new StringWriter();
        var took = TimeSpan.Zero;
        const int Steps = 200_000;
        var whole = Stopwatch.StartNew();
        new TerminalDisplay(Terminal(output)).Training("training", progress =>
        {
            var clock = Stopwatch.StartNew();
            for (var step = 1; step <= Steps; step++) ((IProgress<BatchProgress>)progress).Report(At(1 + step % 100));
            took = clock.Elapsed;
        });
        // A step of training takes milliseconds.
        Assert.True(took.TotalMicroseconds / Steps < 50, $"{took.TotalMicroseconds / Steps} microseconds for a step.");
        var drawn = Escapes().Replace(output.ToString(), "").Split("epoch 1/2").Length - 1;
        Assert.True(drawn <= 12 * whole.Elapsed.TotalSeconds + 5, $"Drawn {drawn} times in {whole.Elapsed.TotalSeconds} s.");
    }

    [Fact]
    public void What_the_work_throws_comes_through() =>
        Assert.Throws<InvalidOperationException>(() => new TerminalDisplay(Terminal(new StringWriter())).Training("training", _ => throw new InvalidOperationException()));

    private static BatchProgress At(int step) => new(1, 2, step, 100, 10 * step, false, Values, TimeSpan.FromMilliseconds(25 * step));

    private static IAnsiConsole Terminal(StringWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 120;
        return console;
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
