using Microsoft.ML;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.Trainers.ConvNet</c>. The defaults of the optimizer, epochs and batches are those of sections 5.2 of the Keras book.</summary>
public sealed record ConvNetOptions
{
    /// <summary>The column of pictures: float vectors of known size (height, width, channels), as <c>ml.Cnn.LoadImages</c> with a size gives them. Default <c>Image</c>.</summary>
    public string ImageColumnName { get; init; } = "Image";

    /// <summary>
    /// The column of labels. Boolean: two classes, binary cross-entropy. A key: a class each, categorical cross-entropy. A vector of Single (0 or 1) or Boolean of known
    /// size: any number of classes at once, binary cross-entropy of each; slot names name the classes. Default <c>Label</c>.
    /// </summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>A column of Singles, finite and not negative: how much each training row counts in the loss. Validation is not weighted. Default null: all 1.</summary>
    public string? SampleWeightColumnName { get; init; }

    /// <summary>
    /// A new classifier to put on top of the model, which then is a base without its top. Default null: the model ends itself in what the label asks for, one sigmoid
    /// output for a Boolean label, a softmax output per class for a key, a sigmoid output per class for a vector.
    /// </summary>
    public ClassifierHead? Head { get; init; }

    /// <summary>
    /// What a pre-trained base expects of pixels 0 to 255; done inside, after augmentation, when training and when predicting, so that the fitted model takes the same
    /// pixels. Default <see cref="Preprocessing.None"/>.
    /// </summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.None;

    /// <summary>Every pixel is multiplied by it, inside, after augmentation and <see cref="Preprocessing"/>; <c>1f / 255</c> for a net trained from scratch as in the book. Default 1.</summary>
    public float Rescale { get; init; } = 1;

    /// <summary>Random changes of the training pictures, drawn from the seed, the epoch and the picture; never of those for validation, nor when predicting. Default null: none.</summary>
    public ImageAugmentation? Augmentation { get; init; }

    /// <summary>Whether all layers of the given model are frozen, so that only <see cref="Head"/> trains. Default false: the layers' own <see cref="Layer.Trainable"/> counts.</summary>
    public bool FreezeBase { get; init; }

    /// <summary>
    /// The first layer to train, e.g. <c>block5_conv1</c>: those before it are frozen, it and all behind it (also <see cref="Head"/>) train; see <c>Model.Unfreeze</c>.
    /// Not with <see cref="FreezeBase"/>. Default null.
    /// </summary>
    public string? UnfreezeFrom { get; init; }

    /// <summary>
    /// Whether the given model's BatchNormalization layers stay frozen in all stages, also behind the layer that is unfrozen: they go on with the statistics that they have, which batches
    /// of a few pictures would only blur. Keras's guide to transfer learning advises it. Default false: they train as other layers do.
    /// </summary>
    public bool FreezeBatchNormalization { get; init; }

    /// <summary>
    /// A second stage: the book's five steps of fine-tuning in one fit. With <see cref="Head"/> the first stage trains it alone over the frozen base; without, what the layers' own
    /// <see cref="Layer.Trainable"/> says. Then the base is unfrozen from a layer on. Default null: one stage.
    /// </summary>
    public FineTuningStage? FineTuning { get; init; }

    /// <summary>
    /// Factors of the learning rate by layer, finite and at least 0, in all stages: discriminative rates, see <see cref="TrainingOptions.LearningRateMultipliers"/>. Layers inside
    /// nested models go by their own name too, where it is the only one; a nested model's name stands for all its layers. Default null: all 1.
    /// </summary>
    public IReadOnlyDictionary<string, double>? LearningRateMultipliers { get; init; }

    /// <summary>The optimizer. Default RMSprop with a learning rate of 1e-4.</summary>
    public Optimizer Optimizer { get; init; } = new RmsProp(1e-4);

    /// <summary>
    /// The training of a Keras file to go on with, in the first stage: give the model that came with it, without a <see cref="Head"/>, and its optimizer,
    /// <c>Optimizer = resume.Options.Optimizer</c>; see <see cref="FitOptions.Resume"/>. Default null: a new training.
    /// </summary>
    public ResumedTraining? Resume { get; init; }

    /// <summary>
    /// The loss. Its targets are one value, 0 or 1, for a Boolean label; else one value per class. Default null: binary cross-entropy for a Boolean label and for a vector,
    /// categorical cross-entropy for a key.
    /// </summary>
    public Loss? Loss { get; init; }

    /// <summary>Passes over the training data (of the first stage). Default 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Pictures per step. Default 20.</summary>
    public int BatchSize { get; init; } = 20;

    /// <summary>Steps of an epoch. Default null: one pass over the data. With more than the data has, passes follow one another.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Whether each epoch takes the pictures in a new order, drawn from the seed. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Data to validate with after each epoch: the same columns, transformed as the training data are. Default null.</summary>
    public IDataView? ValidationSet { get; init; }

    /// <summary>Fraction of the training rows that is set aside for validation, 0 to below 1, drawn from the seed. Not with <see cref="ValidationSet"/>. Default 0.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>How much each class counts in the loss, by index (false 0, true 1; keys from 0). Not for several labels at once. Default null: all 1.</summary>
    public IReadOnlyDictionary<int, float>? ClassWeights { get; init; }

    /// <summary>What to measure beside the loss. Default null: accuracy; of several labels at once, that of each by itself.</summary>
    public IReadOnlyList<Metric>? Metrics { get; init; }

    /// <summary>What looks on and may act (in the first stage), in this order. Default none.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Seed of the head's weights, the order of the pictures, augmentation, dropout and the validation rows. Default null: drawn from the context's, <c>new MLContext(seed)</c>.</summary>
    public long? Seed { get; init; }

    /// <summary>Threads at most. Results do not depend on it. Default 0: one per core.</summary>
    public int Threads { get; init; }

    /// <summary>What computes. Default null: the managed engine.</summary>
    public IEngine? Engine { get; init; }

    /// <summary>
    /// Bytes of pictures held in memory, at least 0; what is more is kept in a file in <see cref="TempFolder"/>, which is gone after the fit. The pictures are read through the
    /// pipeline once. Default 1 GiB.
    /// </summary>
    public long MemoryLimit { get; init; } = 1L << 30;

    /// <summary>Where pictures beyond <see cref="MemoryLimit"/> are kept. Default null: the system's folder for temporary files.</summary>
    public string? TempFolder { get; init; }

    /// <summary>
    /// The file of a checkpoint that is saved after each epoch (<see cref="BackupAndRestore"/>) and deleted at the end, see <see cref="DeleteBackup"/>: a fit that was interrupted, even killed, and is started again with
    /// the same model, data, options and seed goes on from it, and ends with the same weights and history, bit for bit. Give <see cref="Seed"/>, or seed the context. The second
    /// stage of <see cref="FineTuning"/> has a file of its own beside it, with <c>.fine-tuning</c> added to the name. Default null: none.
    /// </summary>
    public string? Backup { get; init; }

    /// <summary>
    /// Whether <see cref="Backup"/> is deleted when the fit has ended, which is before its result can be saved: a kill in between costs the whole training. False keeps it, so that the same
    /// fit started again ends at once with the same result; delete it, and the file of the second stage, when the model is saved. Default true.
    /// </summary>
    public bool DeleteBackup { get; init; } = true;

    /// <summary>Told after each epoch. Default null. Epochs are also written to the context's log.</summary>
    public IProgress<EpochProgress>? Progress { get; init; }

    /// <summary>Told after each step. Default null.</summary>
    public IProgress<BatchProgress>? BatchProgress { get; init; }

    /// <summary>Told what callbacks have to say. Default null. It is also written to the context's log.</summary>
    public IProgress<string>? Messages { get; init; }

    /// <summary>
    /// A fit that is cancelled while it trains does not throw: it returns the best model of the stage that ran, or, in the first epoch of a second stage, that of the first stage's end.
    /// While it still reads the pictures there is none, and it throws.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Validate()
    {
        var errors = new OptionErrors(nameof(ConvNetOptions))
            .Named(ImageColumnName, nameof(ImageColumnName))
            .Named(LabelColumnName, nameof(LabelColumnName))
            .Require(SampleWeightColumnName is null || !string.IsNullOrWhiteSpace(SampleWeightColumnName), nameof(SampleWeightColumnName), $"'{SampleWeightColumnName}'", "the name of a column, or null")
            .Defined(Preprocessing, nameof(Preprocessing))
            .Require(float.IsFinite(Rescale) && Rescale != 0, nameof(Rescale), Rescale, "finite and not 0")
            .Require(!FreezeBase || Head is not null, $"{nameof(FreezeBase)} freezes all of the given model, so that nothing trains: give a {nameof(Head)}, or freeze single layers of the model (Layer.Trainable).")
            .Require(!FreezeBase || UnfreezeFrom is null, $"{nameof(FreezeBase)} and {nameof(UnfreezeFrom)} exclude each other: {nameof(UnfreezeFrom)} freezes all before its layer.")
            .Require(UnfreezeFrom is null || FineTuning is null, $"{nameof(UnfreezeFrom)} and {nameof(FineTuning)} exclude each other: the layer to unfreeze from is the stage's own.")
            .Require(UnfreezeFrom is null || !string.IsNullOrWhiteSpace(UnfreezeFrom), nameof(UnfreezeFrom), $"'{UnfreezeFrom}'", "the name of a layer, or null")
            .Require(Optimizer is not null, nameof(Optimizer), Optimizer, "given")
            .Require(Resume is null || Head is null, $"{nameof(Resume)} goes on with the training of the given model itself: leave {nameof(Head)} out.")
            .Require(Loss is not Compute.Losses.SparseCategoricalCrossentropy, $"{nameof(Loss)} is the sparse one; targets have one value per class here: use CategoricalCrossentropy.")
            .Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1")
            .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1")
            .Require(StepsPerEpoch is null or >= 1, nameof(StepsPerEpoch), StepsPerEpoch, "at least 1, or null for one pass")
            .Require(ValidationFraction is >= 0 and < 1, nameof(ValidationFraction), ValidationFraction, "from 0 to below 1")
            .Require(ValidationSet is null || ValidationFraction == 0, $"{nameof(ValidationSet)} and {nameof(ValidationFraction)} exclude each other.")
            .Require(Callbacks is not null && Callbacks.All(c => c is not null), $"{nameof(Callbacks)} is null or holds a null.")
            .Require(Metrics is null || Metrics.All(m => m is not null), $"{nameof(Metrics)} holds a null.")
            .Require(MemoryLimit >= 0, nameof(MemoryLimit), MemoryLimit, "at least 0 bytes")
            .Require(TempFolder is null || Directory.Exists(TempFolder), nameof(TempFolder), $"'{TempFolder}'", "a folder that is there, or null")
            .Require(Backup is null || !string.IsNullOrWhiteSpace(Backup), nameof(Backup), $"'{Backup}'", "the path of a file, or null")
            .Require(Backup is null || !AllCallbacks().OfType<BackupAndRestore>().Any(), $"{nameof(Backup)} adds a BackupAndRestore; there is one in the callbacks already.")
            .Between(Threads, 0, 1024, nameof(Threads));
        Head?.Check(errors, nameof(Head));
        FineTuning?.Check(errors, nameof(FineTuning));
        foreach (var (layer, factor) in (LearningRateMultipliers ?? new Dictionary<string, double>()).OrderBy(p => p.Key, StringComparer.Ordinal))
            errors.Require(double.IsFinite(factor) && factor >= 0, $"{nameof(LearningRateMultipliers)}[\"{layer}\"]", factor, "finite and at least 0");
        errors.ThrowIfAny();
    }

    private IEnumerable<Callback> AllCallbacks() => [.. Callbacks ?? [], .. FineTuning?.Callbacks ?? []];
}
