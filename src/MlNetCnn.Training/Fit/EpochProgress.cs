namespace MlNetCnn.Training;

/// <summary>What <see cref="FitOptions.Progress"/> is told after an epoch.</summary>
public sealed class EpochProgress
{
    internal EpochProgress(int epoch, int epochs, IReadOnlyList<KeyValuePair<string, double>> values, TimeSpan elapsed, double samplesPerSecond) =>
        (Epoch, Epochs, Values, Elapsed, SamplesPerSecond) = (epoch, epochs, values, elapsed, samplesPerSecond);

    /// <summary>The epoch that ended, counted from 1 as Keras prints it. (<see cref="History"/> and its CSV count from 0, as Keras's do.)</summary>
    public int Epoch { get; }

    /// <summary>Epochs in all.</summary>
    public int Epochs { get; }

    /// <summary>Loss and metrics by Keras's names and in the history's order: <c>accuracy</c>, <c>loss</c>, <c>val_accuracy</c>, <c>val_loss</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Values { get; }

    /// <summary>Training loss.</summary>
    public double Loss => this["loss"]!.Value;

    /// <summary>Validation loss; null without validation.</summary>
    public double? ValidationLoss => this["val_loss"];

    /// <summary>Time the epoch took, validation included.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Examples trained on per second, validation not counted.</summary>
    public double SamplesPerSecond { get; }

    /// <summary>The value of that name, or null when it was not measured.</summary>
    /// <param name="name">E.g. <c>val_accuracy</c>.</param>
    public double? this[string name]
    {
        get
        {
            foreach (var (key, value) in Values)
                if (key == name) return value;
            return null;
        }
    }
}
