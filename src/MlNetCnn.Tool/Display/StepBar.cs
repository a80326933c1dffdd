namespace MlNetCnn.Tool.Display;

/// <summary>Moves a bar by one step with each report.</summary>
internal sealed class StepBar<T>(IProgressBar bar) : IProgress<T>
{
    public void Report(T value) => bar.Advance(1);
}
