using Spectre.Console;

namespace MlNetCnn.Tool.Display;

/// <summary>A terminal that a person looks at: progress bars that move.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console) : IDisplay
{
    public void Line(string text) => console.WriteLine(text);

    public void Warning(string text) => console.MarkupLineInterpolated($"[yellow]warning: {text}[/]");

    public void Progress(string title, int total, Action<IProgressBar> work) => console.Progress()
        .AutoClear(false)
        .HideCompleted(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => work(new Bar(context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total)), title)));

    public void Training(string title, Action<ITrainingProgress> work, long validationExamples = 0)
    {
        var training = new TerminalTraining(console, title, validationExamples);
        // What is done stands in the lines of the epochs, so the moving line goes.
        console.Progress().AutoClear(true).HideCompleted(false).Columns(training).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: 1);
            work(training);
            task.Value = 1;
        });
    }

    private sealed class Bar(ProgressTask task, string title) : IProgressBar
    {
        private readonly Lock _lock = new();

        public void Advance(int steps, string? note, string? brief)
        {
            lock (_lock)
            {
                task.Increment(steps);
                task.Description = Markup.Escape(brief is null ? title : $"{title}: {brief}");
            }
        }
    }
}
