using System.Diagnostics;
using System.Globalization;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Display;

/// <summary>Plain lines, for files, pipes and build logs: one for each note, or one for each tenth of the work.</summary>
internal sealed class PlainDisplay(TextWriter output, TextWriter error) : IDisplay
{
    private readonly Lock _lock = new();

    public void Line(string text)
    {
        lock (_lock) output.WriteLine(text);
    }

    public void Warning(string text)
    {
        lock (_lock) error.WriteLine($"warning: {text}");
    }

    public void Progress(string title, int total, Action<IProgressBar> work) => work(new Bar(this, title, total));

    public void Training(string title, Action<ITrainingProgress> work, long validationExamples = 0) => work(new Epochs(this));

    /// <summary>A line for each epoch and message; steps say nothing.</summary>
    private sealed class Epochs(PlainDisplay display) : ITrainingProgress
    {
        public void Report(BatchProgress value) { }

        public void Report(EpochProgress value) => display.Line(TrainingFigures.Epoch(value));

        public void Report(string value) => display.Line(value);
    }

    private sealed class Bar(PlainDisplay display, string title, int total) : IProgressBar
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private int _done;
        private int _tenths;

        public void Advance(int steps, string? note, string? brief)
        {
            lock (display._lock)
            {
                _done += steps;
                if (note is not null)
                {
                    display.Line(note);
                    return;
                }

                var tenths = total > 0 ? (int)(10L * _done / total) : 10;
                if (tenths <= _tenths) return;
                _tenths = tenths;
                display.Line(string.Create(CultureInfo.InvariantCulture,
                    $"{title}: {10 * tenths} % ({_done} of {total}, {Stopwatch.GetElapsedTime(_start).TotalSeconds:F1} s)"));
            }
        }
    }
}
