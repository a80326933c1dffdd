using System.Globalization;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training.Tests;

/// <summary>
/// Runs of options and callbacks that are drawn, all together on one net: interrupted wherever it falls, by a callback, a source or a cancellation, and gone on with until they end, they
/// are the run that was never interrupted: weights, optimizer, history, log file and best model.
/// </summary>
public sealed class Any_run_resumes
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_run_of_any_options_and_callbacks(int seed)
    {
        using var folder = new TempFolder();
        var plan = new Plan(seed);
        var expected = plan.Run(folder.File("whole"), backup: false, at: -1, out var calls, cancelAt: -1);
        var random = new RandomStream(seed, "interruptions");
        var own = folder.File("resumed");
        for (var attempt = 0; ; attempt++)
        {
            // Early and late, and more seldom the longer it takes, so that it ends even without a save between the steps.
            var last = attempt >= 4;
            var at = last ? -1 : random.NextInt32(calls);
            var cancel = !last && random.NextInt32(3) == 0;
            var result = plan.Run(own, backup: true, cancel ? -1 : at, out _, cancel ? at / 2 : -1);
            if (result is null) continue;
            Assert.True(expected == result, $"{plan}\nexpected {expected}\nactual {result}");
            break;
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    /// <summary>What a run is made of; the same seed makes the same.</summary>
    private sealed class Plan
    {
        private readonly RandomStream _random;
        private readonly Optimizer _optimizer;
        private readonly bool _ema, _swapOnEpoch, _frozen, _validates, _weights, _augments;
        private readonly int _seed, _schedule;
        private readonly int? _saveEvery, _stopAt;
        private readonly Dictionary<string, double>? _multipliers;
        private readonly FitOptions _options;
        private readonly int[] _order;

        public Plan(int seed)
        {
            _seed = seed;
            _random = new RandomStream(seed, "plan");
            _ema = Flip();
            _swapOnEpoch = Flip();
            _frozen = Flip();
            _validates = _random.NextInt32(4) > 0;
            _weights = Flip();
            _augments = Flip();
            Optimizer optimizer = _random.NextInt32(5) switch
            {
                0 => new Sgd(0.05, Momentum: 0.9),
                1 => new RmsProp(0.005, Momentum: 0.5, Centered: true),
                2 => new Nadam(0.01),
                3 => new Adagrad(0.05),
                _ => new Adam(0.01) { AmsGrad = Flip() },
            };
            _optimizer = optimizer with
            {
                UseEma = _ema,
                EmaMomentum = 0.8,
                EmaOverwriteFrequency = Flip() ? 4 : null,
                GradientAccumulationSteps = Flip() ? 2 + _random.NextInt32(3) : null,
                ClipNorm = Flip() ? 0.7 : null,
                WeightDecay = Flip() ? 0.01 : 0,
            };
            _multipliers = Flip() ? new() { ["conv"] = Flip() ? 0 : 0.3, ["dense"] = 2 } : null;
            _schedule = _random.NextInt32(5);
            _saveEvery = Flip() ? 1 + _random.NextInt32(6) : null;
            _stopAt = Flip() ? 3 + _random.NextInt32(10) : null;
            _order = [.. Enumerable.Range(0, 8)];
            _random.Shuffle<int>(_order);
            _options = new FitOptions
            {
                Epochs = 2 + _random.NextInt32(4),
                BatchSize = 1 + _random.NextInt32(9),
                Seed = seed,
                Shuffle = Flip(),
                StepsPerEpoch = Flip() ? 1 + _random.NextInt32(9) : null,
                ValidationSteps = _validates && Flip() ? 1 : null,
                Prefetch = _random.NextInt32(4),
                Metrics = _random.NextInt32(3) switch { 0 => null, 1 => [], _ => [new Auc(), new BinaryAccuracy(), new F1Score(threshold: 0.5f), new Precision(), new Recall(), new Auc(exact: true, name: "exact")] },
                WeightedMetrics = Flip() ? [new BinaryAccuracy(name: "weighted")] : [],
                ClassWeights = Flip() ? new Dictionary<int, float> { [1] = 2.5f } : null,
            };
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"seed {_seed} optimizer {_optimizer} ema {_ema} swap {_swapOnEpoch} frozen {_frozen} validates {_validates} weights {_weights} augments {_augments} schedule {_schedule} save {_saveEvery} stop {_stopAt} order {string.Join(' ', _order)} {_options}");

        /// <summary>The result as text; null when it was interrupted or cancelled.</summary>
        public string? Run(string folder, bool backup, int at, out int calls, int cancelAt)
        {
            Directory.CreateDirectory(folder);
            string log = Path.Combine(folder, "log.csv"), best = Path.Combine(folder, "best.keras");
            using var cancel = new CancellationTokenSource();
            var steps = 0;
            var interruption = new ResumeRun.Interruption(at);
            var monitor = _validates ? "val_loss" : "loss";
            Callback?[] own =
            [
                interruption,
                _schedule switch
                {
                    0 => new LearningRateScheduler(new CosineDecay(0.02, 9, 0.1)),
                    1 => new LearningRateScheduler((epoch, rate) => epoch == 0 ? rate : rate * 0.8),
                    2 => new ReduceLROnPlateau(monitor, patience: 1, factor: 0.5, cooldown: 1),
                    _ => null,
                },
                new EarlyStopping(monitor, patience: 1 + _seed % 3, restoreBestWeights: _seed % 2 == 0),
                new CsvLogger(log),
                new ModelCheckpoint(best, monitor, saveBestOnly: true),
                _ema ? new SwapEmaWeights(_swapOnEpoch) : null,
                new LambdaCallback(onTrainBatchEnd: (fit, _, _) => fit.StopTraining |= fit.Iterations == _stopAt),
                backup ? new BackupAndRestore(Path.Combine(folder, "checkpoint"), _saveEvery) : null,
            ];
            var options = _options with
            {
                Callbacks = [.. _order.Select(i => own[i]).OfType<Callback>()],
                CancellationToken = cancel.Token,
                BatchProgress = new Steps_of_an_epoch.Heard<BatchProgress>(p =>
                {
                    if (steps++ == cancelAt) cancel.Cancel();
                }),
            };
            using var executable = Compile();
            try
            {
                IBatchSource train = Source(23, 1);
                if (_augments) train = new AugmentedBatchSource(train, new ImageAugmentation { HorizontalFlip = true, RotationRange = 20 }, _seed, 1);
                var history = Trainer.Fit(executable, train, _validates ? Source(7, 2) : null, options);
                if (history.Cancelled) return null;
                Assert.False(File.Exists(Path.Combine(folder, "checkpoint")));
                return ResumeRun.Result(executable, history) + File.ReadAllText(log) + (File.Exists(best) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(best))) : "none");
            }
            catch (TimeoutException)
            {
                return null;
            }
            finally
            {
                calls = interruption.Calls;
            }
        }

        private bool Flip() => _random.NextInt32(2) == 0;

        private ArrayBatchSource Source(int count, long seed)
        {
            var random = new RandomStream(seed, "any");
            var pixels = new float[count * 64];
            float[] labels = [.. Enumerable.Range(0, count).Select(i => (float)(i % 2))];
            for (var i = 0; i < pixels.Length; i++) pixels[i] = random.NextSingle() + (labels[i / 64] == 1 && i % 8 < 4 ? 0.3f : 0);
            return new ArrayBatchSource([8, 8, 1], pixels, labels, sampleWeights: _weights ? Enumerable.Range(0, count).Select(i => i % 3 + 0.5f).ToArray() : default(ReadOnlyMemory<float>));
        }

        private IExecutable Compile()
        {
            var model = new Sequential(inputShape: [8, 8, 1], name: "any")
            {
                new Conv2D(3, 3, activation: Activations.Relu, name: "first"),
                new BatchNormalization(name: "frozen_norm"),
                new Conv2D(3, 3, activation: Activations.Relu, name: "conv"),
                new BatchNormalization(name: "norm"),
                new MaxPooling2D(name: "pool"),
                new Flatten(name: "flatten"),
                new Dropout(0.3, name: "dropout"),
                new Dense(1, Activations.Sigmoid, name: "dense"),
            };
            model.InitializeWeights(_seed);
            if (_frozen) foreach (var layer in model.Layers.Take(2)) layer.Trainable = false;
            var training = new TrainingOptions { Optimizer = _optimizer, Loss = new Compute.Losses.BinaryCrossentropy(), Seed = _seed, LearningRateMultipliers = _multipliers };
            return new ManagedEngine().Compile(model, new CompileOptions { Threads = 1 + _seed % 2, Training = training });
        }
    }
}
