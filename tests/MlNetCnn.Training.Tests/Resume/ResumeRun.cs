using System.Security.Cryptography;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests;

/// <summary>A small convnet with all that has a state: batch normalization, dropout, momenta, averaged weights, clipping, callbacks.</summary>
internal static class ResumeRun
{
    public static readonly Optimizer[] Optimizers =
    [
        new Adam(0.01) { ClipNorm = 0.5, AmsGrad = true },
        new Sgd(0.05, Momentum: 0.9) { GlobalClipNorm = 1, UseEma = true, EmaMomentum = 0.9, EmaOverwriteFrequency = 5, WeightDecay = 0.01 },
        new RmsProp(0.005, Momentum: 0.5, Centered: true),
    ];

    /// <summary>Compiles the net, fits it, and tells all of the result.</summary>
    /// <returns>History as CSV, and a hash of weights and of the optimizer's state.</returns>
    public static string Fit(FitOptions options, Optimizer optimizer, int examples = 22, double dropout = 0.3, Action<Model>? before = null)
    {
        var (executable, model) = Compile(optimizer, dropout);
        before?.Invoke(model);
        executable.WriteWeights();
        using (executable)
        {
            var history = Trainer.Fit(executable, Pictures(examples, 1), Pictures(9, 2), options);
            return Result(executable, history);
        }
    }

    public static (IExecutable Executable, Model Model) Compile(Optimizer optimizer, double dropout = 0.3)
    {
        var model = new Sequential(inputShape: [8, 8, 1], name: "small")
        {
            new Conv2D(3, 3, activation: Activations.Relu, name: "conv"),
            new BatchNormalization(name: "norm"),
            new MaxPooling2D(name: "pool"),
            new Flatten(name: "flatten"),
            new Dropout(dropout, name: "dropout"),
            new Dense(1, Activations.Sigmoid, name: "dense"),
        };
        model.InitializeWeights(3);
        return (new ManagedEngine().Compile(model, new CompileOptions { Threads = 1, Training = new TrainingOptions { Optimizer = optimizer, Loss = new BinaryCrossentropy(), Seed = 4 } }), model);
    }

    public static string Result(IExecutable executable, History history)
    {
        using var csv = new StringWriter();
        history.WriteCsv(csv);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var weight in executable.Model.Weights) ContentHash.Append(hash, weight.Values);
        var optimizer = executable.ReadOptimizer();
        foreach (var slot in optimizer.Slots) ContentHash.Append(hash, slot.Values);
        return FormattableString.Invariant($"{csv}best {history.BestEpoch} cancelled {history.Cancelled} steps {optimizer.Steps} rate {optimizer.LearningRate:R} {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    public static ArrayBatchSource Pictures(int count, long seed)
    {
        var random = new RandomStream(seed, "pictures");
        var pixels = new float[count * 64];
        var labels = new float[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 2;
            for (var p = 0; p < 64; p++) pixels[i * 64 + p] = random.NextSingle() + (labels[i] == 1 && p % 8 < 4 ? 0.3f : 0);
        }

        return new ArrayBatchSource([8, 8, 1], pixels, labels);
    }

    /// <summary>Something like early stopping and a schedule in one: it counts, keeps weights, changes the rate, goes back, and adds to the logs.</summary>
    internal sealed class Stateful(int stopAfter) : Callback
    {
        private double _best = double.PositiveInfinity;
        private int _epochs, _steps;
        private WeightSnapshot? _kept;

        protected internal override void OnTrainBegin(FitContext fit) => (_best, _epochs, _steps, _kept) = (double.PositiveInfinity, 0, 0, null);

        protected internal override void OnEpochBegin(FitContext fit, int epoch)
        {
            _epochs++;
            if (epoch > 0) fit.LearningRate *= 0.9;
        }

        protected internal override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs)
        {
            _steps++;
            if (_steps % 4 == 0) fit.LearningRate *= 0.99;
        }

        protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
        {
            logs["steps"] = _steps;
            if (logs["val_loss"] < _best) (_best, _kept) = (logs["val_loss"], fit.CaptureWeights());
            if (_epochs == 2 && _kept is not null) fit.RestoreWeights(_kept);
            if (_epochs == stopAfter) fit.StopTraining = true;
        }

        protected internal override CallbackState? SaveState()
        {
            var state = new CallbackState();
            state.Values["best"] = BitConverter.DoubleToInt64Bits(_best);
            (state.Values["epochs"], state.Values["steps"]) = (_epochs, _steps);
            foreach (var (name, values) in _kept?.Arrays ?? []) state.Arrays[name] = values;
            state.Values["names"] = new System.Text.Json.Nodes.JsonArray([.. (_kept?.Arrays ?? []).Select(a => System.Text.Json.Nodes.JsonValue.Create(a.Name))]);
            return state;
        }

        protected internal override void RestoreState(CallbackState state)
        {
            _best = BitConverter.Int64BitsToDouble(state.Values["best"]!.GetValue<long>());
            (_epochs, _steps) = (state.Values["epochs"]!.GetValue<int>(), state.Values["steps"]!.GetValue<int>());
            string[] names = [.. state.Values["names"]!.AsArray().Select(n => n!.GetValue<string>())];
            _kept = names.Length == 0 ? null : WeightSnapshot.From(names.Select(n => (n, state.Arrays[n])));
        }
    }

    /// <summary>Throws once, at a call of its own count.</summary>
    internal sealed class Interruption(int atCall) : Callback
    {
        private int _calls;

        /// <summary>Calls so far: how many there are in a whole fit.</summary>
        public int Calls => _calls;

        protected internal override void OnTrainBatchBegin(FitContext fit, int step) => Count();

        protected internal override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs) => Count();

        protected internal override void OnTestBegin(FitContext fit) => Count();

        protected internal override void OnTestEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) => Count();

        protected internal override void OnEpochBegin(FitContext fit, int epoch) => Count();

        protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs) => Count();

        protected internal override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) => Count();

        private void Count()
        {
            if (_calls++ == atCall) throw new TimeoutException("interrupted");
        }
    }
}
