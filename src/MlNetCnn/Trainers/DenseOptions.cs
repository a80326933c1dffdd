using Microsoft.ML;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.Trainers.Dense</c>. The defaults are those of section 5.3.1 of the Keras book.</summary>
public sealed record DenseOptions
{
    /// <summary>The column of features, float vectors of known size. Default <c>Features</c>.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The column of labels: Boolean for two classes, or a key. Default <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>Units of each hidden layer, the lowest first; empty for none. Default one layer of 256.</summary>
    public IReadOnlyList<int> HiddenUnits { get; init; } = [256];

    /// <summary>Activation of the hidden layers. Default relu.</summary>
    public ActivationFunction Activation { get; init; } = Activations.Relu;

    /// <summary>Fraction of each hidden layer's outputs that training drops, 0 to below 1. Default 0.5.</summary>
    public float Dropout { get; init; } = 0.5f;

    /// <summary>The optimizer. Default RMSprop with a learning rate of 2e-5.</summary>
    public Optimizer Optimizer { get; init; } = new RmsProp(2e-5);

    /// <summary>Passes over the training data. Default 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Rows per step. Default 20.</summary>
    public int BatchSize { get; init; } = 20;

    /// <summary>Data to validate with after each epoch: the same columns, transformed as the training data are. Default null.</summary>
    public IDataView? ValidationSet { get; init; }

    /// <summary>
    /// Fraction of the training rows that is set aside for validation, 0 to below 1, drawn from the seed. (Keras's <c>validation_split</c> takes the last
    /// rows undrawn, which are all of one class where the rows are ordered by class.) Default 0.
    /// </summary>
    public double ValidationFraction { get; init; }

    /// <summary>How much each class counts in the loss, by index (false 0, true 1; keys from 0). Default null: all 1.</summary>
    public IReadOnlyDictionary<int, float>? ClassWeights { get; init; }

    /// <summary>What to measure beside the loss. Default null: accuracy.</summary>
    public IReadOnlyList<Metric>? Metrics { get; init; }

    /// <summary>What looks on and may act, in this order. Default none.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Seed of the weights, the order of the rows, dropout and the validation rows. Default null: drawn from the context's, <c>new MLContext(seed)</c>.</summary>
    public long? Seed { get; init; }

    /// <summary>Threads at most. Results do not depend on it. Default 0: one per core.</summary>
    public int Threads { get; init; }

    /// <summary>What computes. Default null: the managed engine.</summary>
    public IEngine? Engine { get; init; }

    /// <summary>Told after each epoch. Default null. Epochs are also written to the context's log.</summary>
    public IProgress<EpochProgress>? Progress { get; init; }

    /// <summary>A fit that is cancelled while it trains does not throw: it returns the best model so far. While it still reads the features there is none, and it throws.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Validate()
    {
        var errors = new OptionErrors(nameof(DenseOptions))
            .Named(FeatureColumnName, nameof(FeatureColumnName))
            .Named(LabelColumnName, nameof(LabelColumnName))
            .Require(HiddenUnits is not null && HiddenUnits.All(u => u > 0), nameof(HiddenUnits), HiddenUnits is null ? null : string.Join(", ", HiddenUnits), "positive numbers")
            .Require(Activation is not null, nameof(Activation), Activation, "given")
            .Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "from 0 to below 1")
            .Require(Optimizer is not null, nameof(Optimizer), Optimizer, "given")
            .Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1")
            .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1")
            .Require(ValidationFraction is >= 0 and < 1, nameof(ValidationFraction), ValidationFraction, "from 0 to below 1")
            .Require(ValidationSet is null || ValidationFraction == 0, "ValidationSet and ValidationFraction exclude each other.")
            .Require(Callbacks is not null && Callbacks.All(c => c is not null), $"{nameof(Callbacks)} is null or holds a null.")
            .Require(Metrics is null || Metrics.All(m => m is not null), $"{nameof(Metrics)} holds a null.")
            .Between(Threads, 0, 1024, nameof(Threads));
        errors.ThrowIfAny();
    }
}
