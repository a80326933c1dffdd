using System.Diagnostics;
using System.Globalization;
using MlNetCnn.Compute;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training;

/// <summary>One fit: its epochs, its callbacks in Keras's order, the best weights so far, and what of it is saved to go on from.</summary>
internal sealed class FitRun
{
    private readonly IExecutable _executable;
    private readonly FitOptions _options;
    private readonly IReadOnlyList<Callback> _callbacks;
    private readonly BatchFeed _train;
    private readonly BatchFeed? _validation;
    private readonly RunningValues _trained, _tested;
    private readonly int _steps, _validationSteps, _validationPass;
    private readonly History _history;
    private readonly FitContext _context;
    private readonly bool _endsOnNaN;
    private readonly BackupAndRestore? _backup;
    private readonly string? _hint;
    private WeightSnapshot _best = null!;
    private double _bestLoss;
    private int? _bestEpoch;
    private IReadOnlyDictionary<string, double> _logs = new Dictionary<string, double>();

    public FitRun(IExecutable executable, IBatchSource train, IBatchSource? validation, FitOptions options)
    {
        (_executable, _options, _callbacks) = (executable, options, Callbacks(options));
        var metrics = options.Metrics ?? [Accuracy.For(executable.OutputShapes[0], train.TargetShape)];
        _trained = new RunningValues(metrics, options.WeightedMetrics, executable.OutputShapes[0], train.TargetShape);
        _tested = new RunningValues(metrics, options.WeightedMetrics, executable.OutputShapes[0], train.TargetShape);
        var batch = Math.Min(options.BatchSize, train.Count);
        var order = new BatchOrder(train.Count, batch, options.Shuffle ? options.Seed : null);
        _train = new BatchFeed(train, order, batch, options, training: true);
        _steps = options.StepsPerEpoch ?? order.StepsPerPass;
        if (_steps > order.StepsPerPass)
            _hint = string.Create(CultureInfo.InvariantCulture,
                $"An epoch of {_steps} steps is {(double)_steps / order.StepsPerPass:0.##} passes over the {train.Count} training examples, each of {order.StepsPerPass} {(order.StepsPerPass == 1 ? "step" : "steps")}.");
        if (validation is not null)
        {
            var size = Math.Min(options.BatchSize, validation.Count);
            var rising = new BatchOrder(validation.Count, size, null);
            _validation = new BatchFeed(validation, rising, size, options, training: false);
            _validationPass = rising.StepsPerPass;
            _validationSteps = options.ValidationSteps ?? rising.StepsPerPass;
        }

        _history = new History(metrics.Concat(options.WeightedMetrics).Select(m => m.Name), validation is not null, options.InitialEpoch);
        _context = new FitContext(executable, options, _history, _steps);
        _endsOnNaN = _callbacks.Any(c => c is TerminateOnNaN);
        _backup = _callbacks.OfType<BackupAndRestore>().SingleOrDefault();
        _backup?.Begin(new RunFingerprint(executable, train, validation, options, metrics));
    }

    /// <summary>Runs it to its end.</summary>
    public History Run()
    {
        _best = _context.CaptureWeights();
        try
        {
            using (_train)
            using (_validation) RunEpochs();
        }
        catch (OperationCanceledException) when (_options.CancellationToken.IsCancellationRequested)
        {
            _history.Cancelled = true;
            KeepBest();
            // Keras has no word for it; here those that hold files hear the end too.
            foreach (var callback in _callbacks) callback.OnTrainEnd(_context, _logs);
            _executable.ReadWeights();
        }
        catch (Exception e) when (e is TrainingDivergedException or CheckpointException)
        {
            _context.RestoreWeights(_best);
            throw;
        }
        catch
        {
            KeepBest();
            throw;
        }

        return _history;
    }

    private void RunEpochs()
    {
        if (_options.Resume?.State is { } resumed)
        {
            _executable.WriteOptimizer(resumed);
            _context.Iterations = resumed.Steps;
        }

        foreach (var callback in _callbacks) callback.OnTrainBegin(_context);
        if (_hint is not null) _context.Tell(_hint);
        var (epoch, step) = (_options.InitialEpoch, 0);
        if (_backup?.Load() is { } state) (epoch, step) = Restore(state, _backup.Path);
        if (epoch < _options.Epochs) _train.Begin((long)epoch * _steps + step, (long)_options.Epochs * _steps);
        // As in Keras, a stop is seen after a step: one that was asked for before the first epoch lets one step run. One that was saved with an epoch's end has been seen.
        var done = epoch > _options.InitialEpoch && step == 0 && _context.StopTraining;
        for (; epoch < _options.Epochs && !done; epoch++, step = 0)
        {
            RunEpoch(epoch, step);
            done = _context.StopTraining;
        }

        _train.End();
        // Keras overwrites the weights by their averages before the callbacks hear of the end.
        _executable.FinishTraining();
        foreach (var callback in _callbacks) callback.OnTrainEnd(_context, _logs);
        _executable.ReadWeights();
        _backup?.Finish(_context);
    }

    /// <summary>The callbacks, with one for the schedule of the training that is gone on with.</summary>
    private static IReadOnlyList<Callback> Callbacks(FitOptions options) =>
        options.Resume?.Schedule is { } schedule && !options.Callbacks.Any(c => c is LearningRateScheduler) ? [new LearningRateScheduler(schedule), .. options.Callbacks] : options.Callbacks;

    private void RunEpoch(int epoch, int step)
    {
        var clock = Stopwatch.StartNew();
        _context.Epoch = epoch;
        if (step == 0)
        {
            _trained.Reset();
            foreach (var callback in _callbacks) callback.OnEpochBegin(_context, epoch);
        }

        var before = _trained.Examples;
        // A run that goes on after the step that asked for the stop has no more to do.
        if (step == 0 || !_context.StopTraining) Train(epoch, step, clock);
        var rate = (_trained.Examples - before) / clock.Elapsed.TotalSeconds;
        Dictionary<string, double> logs = new(_trained.Values());
        if (_validation is not null)
            foreach (var (name, value) in Validate(epoch, _validation)) logs[History.ValidationPrefix + name] = value;

        _executable.ReadWeights();
        Offer(epoch, logs[_validation is null ? "loss" : History.ValidationPrefix + "loss"]);
        foreach (var callback in _callbacks) callback.OnEpochEnd(_context, epoch, logs);
        _history.Add(logs, _bestEpoch);
        _logs = logs;
        _backup?.AfterEpoch(_context, () => State(epoch + 1, 0));
        _options.Progress?.Report(new EpochProgress(epoch + 1, _options.Epochs, _history.Row(_history.Count - 1), clock.Elapsed, rate));
    }

    private void Train(int epoch, int first, Stopwatch clock)
    {
        for (var step = first; step < _steps; step++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var batch = _train.Next();
            foreach (var callback in _callbacks) callback.OnTrainBatchBegin(_context, step);
            var targets = batch.Targets;
            var result = _executable.TrainStep([batch.Inputs], targets, SampleWeights(batch));
            Take(_trained, result, batch, epoch, step, validating: false);
            _context.Iterations++;
            if (_callbacks.Count > 0 || _options.BatchProgress is not null)
            {
                var logs = _trained.Values();
                foreach (var callback in _callbacks) callback.OnTrainBatchEnd(_context, step, logs);
                Report(epoch, step, _steps, _trained, validating: false, logs, clock.Elapsed);
                _backup?.AfterStep(_context, () => State(epoch, step + 1));
            }

            if (_context.StopTraining) break;
        }
    }

    private Dictionary<string, double> Validate(int epoch, BatchFeed feed)
    {
        foreach (var callback in _callbacks) callback.OnTestBegin(_context);
        var clock = Stopwatch.StartNew();
        _tested.Reset();
        // Each epoch's validation is a pass of its own, from the first example on.
        feed.Begin((long)epoch * _validationPass, (long)epoch * _validationPass + _validationSteps);
        for (var step = 0; step < _validationSteps; step++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var batch = feed.Next();
            Take(_tested, _executable.TestStep([batch.Inputs], batch.Targets, SampleWeights(batch)), batch, epoch, step, validating: true);
            if (_options.BatchProgress is not null) Report(epoch, step, _validationSteps, _tested, validating: true, _tested.Values(), clock.Elapsed);
        }

        var tested = _tested.Values();
        foreach (var callback in _callbacks) callback.OnTestEnd(_context, tested);
        return tested;
    }

    private void Take(RunningValues values, TrainStepResult result, Batch batch, int epoch, int step, bool validating)
    {
        if (!double.IsFinite(result.Loss) && !_endsOnNaN) throw new TrainingDivergedException(result.Loss, epoch + 1, step + 1, validating, result.NonFinite, _history);
        values.Add(result, batch.Targets, batch.Weights);
    }

    private void Report(int epoch, int step, int steps, RunningValues running, bool validating, Dictionary<string, double> values, TimeSpan elapsed) =>
        _options.BatchProgress?.Report(new BatchProgress(epoch + 1, _options.Epochs, step + 1, steps, running.Examples, validating, values, elapsed));

    /// <summary>The batch's weights, or none when all are 1.</summary>
    private static ReadOnlySpan<float> SampleWeights(Batch batch) => batch.Weights.ContainsAnyExcept(1f) ? batch.Weights : default;

    private void Offer(int epoch, double loss)
    {
        if (_bestEpoch is not null && !(loss < _bestLoss || (double.IsNaN(_bestLoss) && !double.IsNaN(loss)))) return;
        (_bestEpoch, _bestLoss, _best) = (epoch, loss, WeightSnapshot.Of(_executable.Model));
    }

    private void KeepBest()
    {
        if (_bestEpoch is null) _executable.ReadWeights();
        else _context.RestoreWeights(_best);
    }

    private FitState State(int epoch, int step) => new()
    {
        Epoch = epoch,
        Step = step,
        Iterations = _context.Iterations,
        StopTraining = _context.StopTraining,
        Weights = _context.CaptureWeights(),
        Optimizer = _executable.ReadOptimizer(),
        BestEpoch = _bestEpoch,
        BestLoss = _bestLoss,
        Best = _best,
        History = [.. _history.Names.Select(n => KeyValuePair.Create(n, _history[n].ToArray()))],
        Logs = _logs,
        Running = step == 0 ? [] : _trained.Save(),
        Callbacks = [.. _callbacks.Select(c => c.SaveState())],
    };

    /// <summary>Goes on from a state; the weights come last.</summary>
    /// <exception cref="CheckpointException">The state is not of this run.</exception>
    private (int Epoch, int Step) Restore(FitState state, string path)
    {
        try
        {
            if (state.Step > _steps) throw new ArgumentException($"It is at step {state.Step} of an epoch of {_steps}.");
            if (state.Callbacks.Count != _callbacks.Count) throw new ArgumentException($"It has {state.Callbacks.Count} callbacks; there are {_callbacks.Count}.");
            _context.Epoch = state.Step > 0 ? state.Epoch : Math.Max(_options.InitialEpoch, state.Epoch - 1);
            if (state.Step > 0)
            {
                _trained.Restore(state.Running);
                // Callbacks that look at an epoch from its beginning see one; what they do is undone by their states, the weights and the optimizer's.
                foreach (var callback in _callbacks) callback.OnEpochBegin(_context, state.Epoch);
            }

            for (var i = 0; i < _callbacks.Count; i++)
                if (state.Callbacks[i] is { } saved) _callbacks[i].RestoreState(saved);
            state.Weights.CopyTo(_context.Model);
            state.Best.CopyTo(_context.Model);
            _executable.WriteOptimizer(state.Optimizer);
            _context.RestoreWeights(state.Weights);
            _history.Restore(state.History, state.BestEpoch);
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException)
        {
            throw new CheckpointException(path, "its contents", e.Message, e);
        }

        (_bestEpoch, _bestLoss, _best, _logs) = (state.BestEpoch, state.BestLoss, state.Best, state.Logs);
        (_context.Iterations, _context.StopTraining) = (state.Iterations, state.StopTraining);
        return (state.Epoch, state.Step);
    }
}
