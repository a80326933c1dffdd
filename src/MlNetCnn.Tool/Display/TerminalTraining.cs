using MlNetCnn.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlNetCnn.Tool.Display;

/// <summary>
/// A training on a terminal. A step only notes where it is; the line is made when the terminal draws it, some ten times a second. Ended epochs and messages stay above it.
/// </summary>
internal sealed class TerminalTraining(IAnsiConsole console, string title, long validationExamples) : ProgressColumn, ITrainingProgress
{
    private readonly Lock _lock = new();
    private readonly TrainingClock _clock = new(validationExamples);
    private BatchProgress? _last;
    private double _speed = double.NaN;

    protected override bool NoWrap => true;

    public void Report(BatchProgress value)
    {
        lock (_lock)
        {
            _last = value;
            _clock.Step(value.Epoch, value.Epochs, value.Step, value.Steps, value.Examples, value.Validating, value.Elapsed);
            if (!value.Validating) _speed = value.Examples / value.Elapsed.TotalSeconds;
        }
    }

    public void Report(EpochProgress value)
    {
        lock (_lock)
        {
            _clock.EpochEnd(value.Epoch, value.Epochs, value.Elapsed);
            _last = null;
        }

        Report(TrainingFigures.Epoch(value));
    }

    // Outside the lock: the console waits for a drawing that may wait for the lock.
    public void Report(string value) => console.WriteLine(value);

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        lock (_lock)
        {
            // The last column of a terminal is left free: some break the line there.
            var width = Math.Max(1, options.ConsoleSize.Width - 1);
            if (_last is not { } last) return new Text(Cut(_clock.Left is { } left ? $"{title}: {TrainingFigures.Left(left)} left" : title, width));
            var line = TrainingLine.Of(title, last, _speed, _clock.Left, width);
            var (full, empty) = options.Unicode ? ('━', '━') : ('#', '-');
            var text = new Paragraph();
            text.Append(line.Before);
            if (line.Bar > 0)
            {
                text.Append(" ").Append(new string(full, line.Full), new Style(last.Validating ? Color.Green : Color.Yellow));
                text.Append(new string(empty, line.Bar - line.Full), new Style(Color.Grey23));
            }

            if (line.After.Length > 0) text.Append($" {line.After}");
            return text;
        }
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..width];
}
