using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training;

/// <summary>How to fit: what Keras's <c>Model.fit()</c> takes. Optimizer and loss belong to the compiled executable.</summary>
public sealed record FitOptions
{
    /// <summary>Passes over the training data. At least 1; default 30. (Keras's own default is 1.)</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Examples per optimizer step and per validation step; the last batch of an epoch may be smaller. At least 1; default 20. (Keras's own default is 32.)</summary>
    public int BatchSize { get; init; } = 20;

    /// <summary>Seed of the order of examples. The same seed, data, model and engine give the same weights and history, bit for bit. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Whether each epoch takes the training examples in a new random order. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// What to measure beside the loss. Null, the default: <c>accuracy</c> of the kind that fits output and targets (<see cref="Accuracy.For"/>).
    /// An empty list: nothing. As in Keras's <c>metrics</c>, neither sample weights nor class weights enter.
    /// </summary>
    public IReadOnlyList<Metric>? Metrics { get; init; }

    /// <summary>
    /// How much the training examples of a class count in the loss, by class index (Keras's <c>class_weight</c>): the class is the target's
    /// largest position, or a target of one value itself. Classes not named count 1. Finite, not negative. Validation is not weighted.
    /// Default null: all 1. Unlike Keras, which refuses the two together, it multiplies the source's sample weights. Refused for multi-label targets (a binary
    /// loss over rows), where Keras would take the first of a row's classes.
    /// </summary>
    public IReadOnlyDictionary<int, float>? ClassWeights { get; init; }

    /// <summary>
    /// As <see cref="Metrics"/>, but with sample and class weights (Keras's <c>weighted_metrics</c>): sum(weight * score) / sum(weight). Default none.
    /// </summary>
    public IReadOnlyList<Metric> WeightedMetrics { get; init; } = [];

    /// <summary>
    /// Training steps of an epoch. Null, the default: as many as one pass over the data takes. With any other number the passes go on across epochs, as those of a Keras data
    /// generator do: each pass in a new order, its last batch possibly smaller, its number the one that <see cref="IBatchSource.Fill"/> is told.
    /// </summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Validation steps, from the first example on. Null, the default: all of the validation data. Not more than it has.</summary>
    public int? ValidationSteps { get; init; }

    /// <summary>The first epoch's number, from 0, to go on with a training that was begun elsewhere. Below <see cref="Epochs"/>. Default 0.</summary>
    public int InitialEpoch { get; init; }

    /// <summary>
    /// The training of a Keras file to go on with: the optimizer starts from its state, and its learning rate follows the file's schedule, unless a
    /// <see cref="LearningRateScheduler"/> is among the callbacks. The executable must be compiled with an optimizer of the same kind, best <see cref="ResumedTraining.Options"/>. Epochs and
    /// the order of examples are this fit's own, as in Keras. Default null: the optimizer goes on from where it is.
    /// </summary>
    public ResumedTraining? Resume { get; init; }

    /// <summary>What looks on and may act, in this order. Default none.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Batches fetched ahead while a step runs; 0 for none. Results do not depend on it. Default 2.</summary>
    public int Prefetch { get; init; } = 2;

    /// <summary>Told after each step, of training and of validation. Default null.</summary>
    public IProgress<BatchProgress>? BatchProgress { get; init; }

    /// <summary>Told what callbacks have to say, such as that training stopped early. Default null.</summary>
    public IProgress<string>? Messages { get; init; }

    /// <summary>Told after each epoch. Default null.</summary>
    public IProgress<EpochProgress>? Progress { get; init; }

    /// <summary>Looked at before each batch. A cancelled fit does not throw: it returns the best so far, see <see cref="Trainer.Fit"/>. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message lists all of them.</exception>
    public void Validate()
    {
        var errors = new OptionErrors(nameof(FitOptions));
        Check(errors);
        errors.ThrowIfAny();
    }

    internal void Check(OptionErrors errors)
    {
        errors
            .Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1")
            .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        foreach (var (index, weight) in (ClassWeights ?? new Dictionary<int, float>()).OrderBy(p => p.Key))
        {
            errors
                .Require(index >= 0, $"{nameof(ClassWeights)} names the class {index}; classes are numbered from 0.")
                .Require(float.IsFinite(weight) && weight >= 0, $"{nameof(ClassWeights)}[{index}]", weight, "finite and at least 0");
        }

        errors
            .Require(StepsPerEpoch is null or >= 1, nameof(StepsPerEpoch), StepsPerEpoch, "at least 1, or null for one pass")
            .Require(ValidationSteps is null or >= 1, nameof(ValidationSteps), ValidationSteps, "at least 1, or null for all")
            .Require(InitialEpoch >= 0 && InitialEpoch < Math.Max(1, Epochs), nameof(InitialEpoch), InitialEpoch, string.Create(CultureInfo.InvariantCulture, $"at least 0 and below {nameof(Epochs)}, {Epochs}"))
            .Require(Prefetch is >= 0 and <= 64, nameof(Prefetch), Prefetch, "from 0 to 64")
            .Require(Callbacks is not null && Callbacks.All(c => c is not null), $"{nameof(Callbacks)} is null or holds a null.")
            .Require(WeightedMetrics is not null, $"{nameof(WeightedMetrics)} is null.");
        errors.Require((Callbacks ?? []).OfType<BackupAndRestore>().Count() <= 1, $"{nameof(Callbacks)} holds more than one {nameof(BackupAndRestore)}; a fit has one checkpoint.");
        IReadOnlyList<Metric> all = [.. Metrics ?? [], .. WeightedMetrics ?? []];
        errors.Require(all.All(m => m is not null), $"{nameof(Metrics)} or {nameof(WeightedMetrics)} holds a null.");
        foreach (var twice in all.Where(m => m is not null).GroupBy(m => m.Name).Where(g => g.Count() > 1))
            errors.Add($"{nameof(Metrics)} and {nameof(WeightedMetrics)} have {twice.Count()} metrics named '{twice.Key}'; names must be unique.");
    }
}
