namespace MlNetCnn.Tool.Display;

/// <summary>A piece of work's progress. May be used from several threads.</summary>
internal interface IProgressBar
{
    /// <summary>Some more steps are done.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="note">Something worth a line of its own when the output is plain, such as an epoch's figures.</param>
    /// <param name="brief">The same in a few words, for beside a bar.</param>
    void Advance(int steps, string? note = null, string? brief = null);
}
