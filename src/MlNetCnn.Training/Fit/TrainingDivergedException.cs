using System.Globalization;

namespace MlNetCnn.Training;

/// <summary>
/// The loss became infinite or not a number. The model holds the weights of the best epoch that ended, or, when none did, those it had
/// before training.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(double loss, int epoch, int batch, bool validating, string? origin, History history)
        : base(string.Create(CultureInfo.InvariantCulture,
            $"Training diverged: the {(validating ? "validation loss" : "loss")} of batch {batch} of epoch {epoch} (both counted from 1) is {loss}{(origin is null ? "" : $"; it begins at: {origin}")}. ") +
            "Usual causes: a learning rate that is too high (try a tenth), inputs that are not scaled as the model expects, or NaN in the data.") =>
        (Loss, Epoch, Batch, Validating, Origin, History) = (loss, epoch, batch, validating, origin, history);

    /// <summary>The loss seen.</summary>
    public double Loss { get; }

    /// <summary>The epoch, counted from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch in the epoch, counted from 1; of the validation data when <see cref="Validating"/>.</summary>
    public int Batch { get; }

    /// <summary>Whether it happened over the validation data.</summary>
    public bool Validating { get; }

    /// <summary>Where NaN or infinity first appears: an input, a weight, a layer's output or the loss itself; null where the engine did not look.</summary>
    public string? Origin { get; }

    /// <summary>The epochs that ended before.</summary>
    public History History { get; }
}
