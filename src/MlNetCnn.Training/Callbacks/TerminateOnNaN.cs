using System.Globalization;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Ends training when the loss is not a number or infinite: Keras's <c>TerminateOnNaN</c>. With it in the list such a loss is no error: the fit ends as after any other stop, and the epoch's
/// figures stand in the history. Without it the fit throws <see cref="TrainingDivergedException"/>.
/// </summary>
public sealed class TerminateOnNaN : Callback
{
    /// <inheritdoc/>
    protected internal override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs)
    {
        if (double.IsFinite(logs["loss"])) return;
        fit.Tell(string.Create(CultureInfo.InvariantCulture, $"Batch {step}: invalid loss, terminating training."));
        fit.StopTraining = true;
    }
}
