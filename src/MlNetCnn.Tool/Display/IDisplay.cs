namespace MlNetCnn.Tool.Display;

/// <summary>What the user sees of a run.</summary>
internal interface IDisplay
{
    /// <summary>Writes a line.</summary>
    void Line(string text);

    /// <summary>Writes something that the user should look at, such as a picture that was skipped.</summary>
    void Warning(string text);

    /// <summary>Shows how far a piece of work has come while it runs.</summary>
    /// <param name="title">What is done, e.g. <c>extracting features</c>.</param>
    /// <param name="total">Steps in all.</param>
    /// <param name="work">The work; reports to the bar, from any thread.</param>
    void Progress(string title, int total, Action<IProgressBar> work);
}
