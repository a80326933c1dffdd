using Microsoft.ML.Runtime;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn;

/// <summary>The stages of a fit, each compiled anew as Keras asks for when layers are frozen or thawed.</summary>
internal sealed class ConvNetStages
{
    private readonly Model _model;
    private readonly ConvNetOptions _options;
    private readonly LabelColumn _label;
    private readonly IChannel _channel;
    private readonly List<Plan> _plans = [];
    private readonly List<TrainingStage> _ended = [];
    private readonly IReadOnlyDictionary<string, double>? _multipliers;

    /// <summary>Plans the stages, and checks that in each something trains.</summary>
    /// <exception cref="ArgumentException">A layer named is not there, or all layers are frozen.</exception>
    /// <exception cref="IOException">There is a folder where the backup should be.</exception>
    public ConvNetStages(Model model, ConvNetOptions options, LabelColumn label, long seed, IChannel channel)
    {
        (_model, _options, _label, _channel) = (model, options, label, channel);
        _multipliers = ByPath(model, options.LearningRateMultipliers);
        var first = new Plan(options.FineTuning is null ? "training" : "head", options.Optimizer, options.Epochs, options.Callbacks, seed, options.Backup);
        if (options.FineTuning is { } tuning)
        {
            // What trains in the second stage is settled first: it is undone below, and a wrong name costs no epoch.
            bool[] own = [.. Leaves(model).Select(l => l.Trainable)];
            Check(() => Unfreeze(tuning.UnfreezeFrom));
            foreach (var (leaf, trainable) in Leaves(model).Zip(own)) leaf.Trainable = trainable;
            _plans.Add(first);
            // Other numbers than the first stage's: not the same dropout, order and augmentation again.
            _plans.Add(new Plan("fine-tuning", tuning.Optimizer, tuning.Epochs, tuning.Callbacks, unchecked((long)new RandomStream(seed, "fine-tuning").NextUInt64()), options.Backup is { } path ? path + ".fine-tuning" : null, tuning.UnfreezeFrom));
        }
        else
        {
            _plans.Add(first);
        }

        foreach (var path in _plans.Select(p => p.Backup).OfType<string>()) BackupAndRestore.Check(path);
        Check(() =>
        {
            if (options.UnfreezeFrom is { } from) Unfreeze(from);
            else if (options.Head is not null && (options.FreezeBase || options.FineTuning is not null)) model.Layers[0].Trainable = false;
            FreezeNormalization();
        });
    }

    /// <summary>The stages that ran.</summary>
    public IReadOnlyList<TrainingStage> Ended => [.. _ended];

    /// <summary>Runs them.</summary>
    /// <param name="sources">Training and validation data from a stage's seed and the augmentation.</param>
    /// <returns>The epochs of all stages.</returns>
    public History Run(Func<long, ImageAugmentation?, (IBatchSource Train, IBatchSource? Validation)> sources)
    {
        List<History> histories = [];
        foreach (var plan in _plans)
        {
            if (plan.UnfreezeFrom is { } from) Unfreeze(from);
            if (_plans.Count > 1) _channel.Info(MessageSensitivity.None, "Stage '{0}': {1} weights train.", plan.Name, _model.TrainableWeights.Count);
            var (train, validation) = sources(plan.Seed, _options.Augmentation);
            var before = histories.Count > 0 ? WeightSnapshot.Of(_model) : null;
            var history = Fit(plan, train, validation);
            // Some steps of an epoch that never ended are no better than the stage before.
            if (history is { Cancelled: true, Count: 0 }) before?.CopyTo(_model);
            _ended.Add(new TrainingStage(plan.Name, histories.Sum(h => h.Count), history.Count));
            histories.Add(history);
            if (history.Cancelled) break;
        }

        if (_options.DeleteBackup && !histories[^1].Cancelled) DeleteBackups();
        return HistoryStages.Join(histories);
    }

    private History Fit(Plan plan, IBatchSource train, IBatchSource? validation)
    {
        using var executable = (_options.Engine ?? new ManagedEngine()).Compile(_model, new CompileOptions
        {
            InputShapes = [train.InputShape],
            Threads = _options.Threads,
            Training = new TrainingOptions
            {
                Optimizer = plan.Optimizer,
                Loss = _options.Loss ?? (_label.Task == ClassificationTask.Multiclass ? new Compute.Losses.CategoricalCrossentropy() : new Compute.Losses.BinaryCrossentropy()),
                LearningRateMultipliers = _multipliers,
                Seed = plan.Seed,
            },
        });
        return Trainer.Fit(executable, train, validation, new FitOptions
        {
            Epochs = plan.Epochs,
            BatchSize = _options.BatchSize,
            StepsPerEpoch = _options.StepsPerEpoch,
            Seed = plan.Seed,
            Shuffle = _options.Shuffle,
            Metrics = _options.Metrics ?? (_label.Task == ClassificationTask.MultiLabel ? [new BinaryAccuracy(name: "accuracy")] : null),
            ClassWeights = _options.ClassWeights,
            Resume = plan == _plans[0] ? _options.Resume : null,
            Callbacks = plan.Backup is { } path ? [.. plan.Callbacks, new BackupAndRestore(path, deleteCheckpoint: false)] : plan.Callbacks,
            Progress = new EpochLog(_channel, _options.Progress),
            BatchProgress = _options.BatchProgress,
            Messages = new MessageLog(_channel, _options.Messages),
            CancellationToken = _options.CancellationToken,
        });
    }

    private void Unfreeze(string from)
    {
        _model.Unfreeze(from);
        FreezeNormalization();
    }

    private void FreezeNormalization()
    {
        if (!_options.FreezeBatchNormalization) return;
        foreach (var layer in Leaves(_model).OfType<BatchNormalization>()) layer.Trainable = false;
    }

    /// <summary>The first stage's checkpoint is needed until the last one has ended: where it ends, the second begins.</summary>
    private void DeleteBackups()
    {
        var messages = new MessageLog(_channel, _options.Messages);
        foreach (var path in _plans.Select(p => p.Backup).OfType<string>()) BackupAndRestore.Delete(path, messages.Report);
    }

    private void Check(Action freeze)
    {
        freeze();
        if (_model.TrainableWeights.Count == 0)
            throw new ArgumentException($"ConvNet: nothing is left to train in the model '{_model.Name}': all its layers with weights are frozen. Unfreeze some, or set {nameof(ConvNetOptions)}.{nameof(ConvNetOptions.UnfreezeFrom)}.");
    }

    /// <summary>The factors under the layers' whole paths, as the engine knows them.</summary>
    private static Dictionary<string, double>? ByPath(Model model, IReadOnlyDictionary<string, double>? multipliers)
    {
        if (multipliers is null) return null;
        var byPath = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, factor) in multipliers)
            if (!byPath.TryAdd(model.PathOf(name), factor))
                throw new ArgumentException($"ConvNet: {nameof(ConvNetOptions.LearningRateMultipliers)} names the layer '{model.PathOf(name)}' twice, as itself and by its short name.");
        return byPath;
    }

    private static IEnumerable<Layer> Leaves(Model model) => model.Layers.SelectMany(l => l is Model inner ? Leaves(inner) : [l]);

    private sealed record Plan(string Name, Optimizer Optimizer, int Epochs, IReadOnlyList<Callback> Callbacks, long Seed, string? Backup, string? UnfreezeFrom = null);
}
