using Microsoft.ML.Runtime;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
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

    /// <summary>Plans the stages, and checks that in each something trains.</summary>
    /// <exception cref="ArgumentException">A layer named is not there, or all layers are frozen.</exception>
    public ConvNetStages(Model model, ConvNetOptions options, LabelColumn label, long seed, IChannel channel)
    {
        (_model, _options, _label, _channel) = (model, options, label, channel);
        var first = new Plan(options.FineTuning is null ? "training" : "head", options.Optimizer, options.Epochs, options.Callbacks, seed);
        if (options.FineTuning is { } tuning)
        {
            // What trains in the second stage is settled first: it is undone below, and a wrong name costs no epoch.
            bool[] own = [.. Leaves(model).Select(l => l.Trainable)];
            Check(() => model.Unfreeze(tuning.UnfreezeFrom));
            foreach (var (leaf, trainable) in Leaves(model).Zip(own)) leaf.Trainable = trainable;
            _plans.Add(first);
            // Other numbers than the first stage's: not the same dropout, order and augmentation again.
            _plans.Add(new Plan("fine-tuning", tuning.Optimizer, tuning.Epochs, tuning.Callbacks, unchecked((long)new RandomStream(seed, "fine-tuning").NextUInt64()), tuning.UnfreezeFrom));
        }
        else
        {
            _plans.Add(first);
        }

        Check(() =>
        {
            if (options.UnfreezeFrom is { } from) model.Unfreeze(from);
            else if (options.Head is not null && (options.FreezeBase || options.FineTuning is not null)) model.Layers[0].Trainable = false;
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
            if (plan.UnfreezeFrom is { } from) _model.Unfreeze(from);
            if (_plans.Count > 1) _channel.Info(MessageSensitivity.None, "Stage '{0}': {1} weights train.", plan.Name, _model.TrainableWeights.Count);
            var (train, validation) = sources(plan.Seed, _options.Augmentation);
            var history = Fit(plan, train, validation);
            _ended.Add(new TrainingStage(plan.Name, histories.Sum(h => h.Count), history.Count));
            histories.Add(history);
            if (history.Cancelled) break;
        }

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
            Callbacks = plan.Callbacks,
            Progress = new EpochLog(_channel, _options.Progress),
            BatchProgress = _options.BatchProgress,
            Messages = new MessageLog(_channel, _options.Messages),
            CancellationToken = _options.CancellationToken,
        });
    }

    private void Check(Action freeze)
    {
        freeze();
        if (_model.TrainableWeights.Count == 0)
            throw new ArgumentException($"ConvNet: nothing is left to train in the model '{_model.Name}': all its layers with weights are frozen. Unfreeze some, or set {nameof(ConvNetOptions)}.{nameof(ConvNetOptions.UnfreezeFrom)}.");
    }

    private static IEnumerable<Layer> Leaves(Model model) => model.Layers.SelectMany(l => l is Model inner ? Leaves(inner) : [l]);

    private sealed record Plan(string Name, Optimizer Optimizer, int Epochs, IReadOnlyList<Callback> Callbacks, long Seed, string? UnfreezeFrom = null);
}
