using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Callbacks;

/// <summary>A fit as its callbacks see it.</summary>
public sealed class FitContext
{
    internal FitContext(IExecutable executable, FitOptions options, History history, int stepsPerEpoch) =>
        (Executable, Options, History, StepsPerEpoch) = (executable, options, history, stepsPerEpoch);

    /// <summary>What is trained. Its weights reach <see cref="Model"/> after each epoch, or through <see cref="IExecutable.ReadWeights"/>.</summary>
    public IExecutable Executable { get; }

    /// <summary>The model that is trained.</summary>
    public Model Model => Executable.Model;

    /// <summary>The options of the fit.</summary>
    public FitOptions Options { get; }

    /// <summary>The epochs that ended before.</summary>
    public History History { get; }

    /// <summary>Training steps of an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The epoch that runs or ended last, from 0.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Training steps done, over all epochs.</summary>
    public long Iterations { get; internal set; }

    /// <summary>The optimizer's learning rate; takes effect with the next step.</summary>
    public double LearningRate
    {
        get => Executable.LearningRate;
        set => Executable.LearningRate = value;
    }

    /// <summary>Set it to end the fit: after the step that runs, or after this epoch. The epoch's validation and its end are still carried out, as in Keras.</summary>
    public bool StopTraining { get; set; }

    /// <summary>A copy of the weights as they are now: of all layers that train, their statistics included.</summary>
    public WeightSnapshot CaptureWeights()
    {
        Executable.ReadWeights();
        return WeightSnapshot.Of(Model);
    }

    /// <summary>Goes back to a copy.</summary>
    /// <param name="weights">What <see cref="CaptureWeights"/> gave, in this fit or in one of the same model.</param>
    /// <exception cref="ArgumentException">It is of another model.</exception>
    public void RestoreWeights(WeightSnapshot weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.CopyTo(Model);
        Executable.WriteWeights();
    }

    /// <summary>
    /// What is saved with the model so that the training can go on from there, in Keras too: the optimizer with its state, the loss, the metrics. A copy. Null when the executable does
    /// not say how it trains.
    /// </summary>
    public SavedTraining? CaptureTraining() => Executable.Training is null ? null : Executable.CaptureTraining(Options);

    /// <summary>Tells the user something, in a line: what Keras prints with <c>verbose=1</c>. It reaches <see cref="FitOptions.Messages"/>.</summary>
    /// <param name="message">A sentence.</param>
    public void Tell(string message) => Options.Messages?.Report(message);
}
