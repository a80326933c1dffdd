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

    /// <summary>
    /// Shows a training while it runs: on a terminal a bar with epoch, loss, metrics, images per second and time left, and a line for each epoch that ended; else these lines alone.
    /// </summary>
    /// <param name="title">What is trained, e.g. <c>training</c>.</param>
    /// <param name="work">The training; reports from any thread. It costs a step next to nothing.</param>
    /// <param name="validationExamples">Examples of the validation data, so that the time left is right in the first epoch too; 0 for none or not known.</param>
    void Training(string title, Action<ITrainingProgress> work, long validationExamples = 0);
}
