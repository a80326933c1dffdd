using System.Diagnostics;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training;

/// <summary>One fit: its epochs, its callbacks in Keras's order, and the best weights so far.</summary>
internal sealed class FitRun
{
    private readonly IExecutable _executable;
    private readonly IBatchSource _train;
    private readonly FitOptions _options;
    private readonly IReadOnlyList<Callback> _callbacks;
    private readonly EpochPass _trainPass;
    private readonly EpochPass? _validationPass;
    private readonly int[] _validationOrder;
    private readonly History _history;
    private readonly FitContext _context;
    private readonly bool _endsOnNaN;
    private WeightSnapshot? _best;
    private double _bestLoss;
    private int? _bestEpoch;

    public FitRun(IExecutable executable, IBatchSource train, IBatchSource? validation, FitOptions options)
    {
        (_executable, _train, _options, _callbacks) = (executable, train, options, options.Callbacks);
        var metrics = options.Metrics ?? [Accuracy.For(executable.OutputShapes[0], train.TargetShape)];
        _trainPass = new EpochPass(executable, train, metrics, options, training: true);
        _validationPass = validation is null ? null : new EpochPass(executable, validation, metrics, options, training: false);
        _validationOrder = Numbers(validation?.Count ?? 0);
        _history = new History(metrics.Concat(options.WeightedMetrics).Select(m => m.Name), validation is not null);
        _context = new FitContext(executable, options, _history, _trainPass.Steps(train.Count));
        _endsOnNaN = _callbacks.Any(c => c is TerminateOnNaN);
    }

    /// <summary>Runs it to its end.</summary>
    public History Run()
    {
        _best = _context.CaptureWeights();
        try
        {
            foreach (var callback in _callbacks) callback.OnTrainBegin(_context);
            IReadOnlyDictionary<string, double> logs = new Dictionary<string, double>();
            for (var epoch = _options.InitialEpoch; epoch < _options.Epochs && !_context.StopTraining; epoch++) logs = RunEpoch(epoch);
            // Keras overwrites the weights by their averages before the callbacks hear of the end.
            _executable.FinishTraining();
            foreach (var callback in _callbacks) callback.OnTrainEnd(_context, logs);
            _executable.ReadWeights();
        }
        catch (OperationCanceledException) when (_options.CancellationToken.IsCancellationRequested)
        {
            _history.Cancelled = true;
            if (_bestEpoch is null) _executable.ReadWeights();
            else _context.RestoreWeights(_best);
        }
        catch (TrainingDivergedException)
        {
            _context.RestoreWeights(_best);
            throw;
        }

        return _history;
    }

    private Dictionary<string, double> RunEpoch(int epoch)
    {
        var clock = Stopwatch.StartNew();
        _context.Epoch = epoch;
        foreach (var callback in _callbacks) callback.OnEpochBegin(_context, epoch);
        var logs = _trainPass.Run(epoch, Order(epoch), _history, _context, _callbacks, _endsOnNaN, _options.CancellationToken);
        var trained = clock.Elapsed;
        if (_validationPass is not null)
        {
            foreach (var callback in _callbacks) callback.OnTestBegin(_context);
            var tested = _validationPass.Run(epoch, _validationOrder, _history, _context, [], _endsOnNaN, _options.CancellationToken);
            foreach (var callback in _callbacks) callback.OnTestEnd(_context, tested);
            foreach (var (name, value) in tested) logs[History.ValidationPrefix + name] = value;
        }

        _executable.ReadWeights();
        Offer(epoch, logs[_validationPass is null ? "loss" : History.ValidationPrefix + "loss"]);
        foreach (var callback in _callbacks) callback.OnEpochEnd(_context, epoch, logs);
        _history.Add(logs, _bestEpoch);
        _options.Progress?.Report(new EpochProgress(epoch + 1, _options.Epochs, _history.Row(_history.Count - 1), clock.Elapsed, _train.Count / trained.TotalSeconds));
        return logs;
    }

    private void Offer(int epoch, double loss)
    {
        if (_bestEpoch is not null && !(loss < _bestLoss)) return;
        (_bestEpoch, _bestLoss, _best) = (epoch, loss, WeightSnapshot.Of(_executable.Model));
    }

    private int[] Order(int epoch)
    {
        var order = Numbers(_train.Count);
        // From the epoch's number alone: an epoch's order does not depend on those before it.
        if (_options.Shuffle) new RandomStream(_options.Seed, "shuffle", epoch).Shuffle<int>(order);
        return order;
    }

    private static int[] Numbers(int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++) numbers[i] = i;
        return numbers;
    }
}
