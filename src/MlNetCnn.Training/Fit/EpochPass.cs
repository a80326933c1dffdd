using MlNetCnn.Compute;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training;

/// <summary>
/// One source's batches, one pass after another: fetches, steps, and sums up. The loss of a pass is sum(batch loss * batch size) / examples,
/// as Keras's loss tracker has it.
/// </summary>
internal sealed class EpochPass
{
    private readonly IExecutable _executable;
    private readonly IBatchSource _source;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly IReadOnlyDictionary<int, float>? _classWeights;
    private readonly bool _training;
    private readonly int _batchSize;
    private readonly float[] _inputs, _targets, _weights;

    public EpochPass(IExecutable executable, IBatchSource source, IReadOnlyList<Metric> metrics, FitOptions options, bool training)
    {
        (_executable, _source, _metrics, _training) = (executable, source, metrics, training);
        _classWeights = training ? options.ClassWeights : null;
        _batchSize = Math.Min(options.BatchSize, source.Count);
        _inputs = new float[checked(_batchSize * source.InputShape.Count)];
        _targets = new float[checked(_batchSize * source.TargetShape.Count)];
        _weights = new float[_batchSize];
    }

    /// <summary>Steps of a pass over so many examples.</summary>
    public int Steps(int examples) => (examples + _batchSize - 1) / _batchSize;

    /// <summary>Runs over the examples in the order given.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="order">Every example's index once.</param>
    /// <param name="history">For the exception's report.</param>
    /// <param name="context">The fit.</param>
    /// <param name="callbacks">Told of each training step.</param>
    /// <param name="endsOnNaN">Whether a loss that is not finite is left to a callback.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    /// <returns>Loss and metrics by name, without <c>val_</c>.</returns>
    /// <exception cref="TrainingDivergedException">A batch's loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Dictionary<string, double> Run(
        int epoch, ReadOnlySpan<int> order, History history, FitContext context, IReadOnlyList<Callback> callbacks, bool endsOnNaN, CancellationToken cancellation)
    {
        MetricAccumulator[] accumulators = [.. _metrics.Select(m => m.Start(_executable.OutputShapes[0], _source.TargetShape))];
        double sum = 0;
        var seen = 0;
        for (int start = 0, batch = 1; start < order.Length; start += _batchSize, batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var callback in callbacks) callback.OnTrainBatchBegin(context, batch - 1);
            var indices = order.Slice(start, Math.Min(_batchSize, order.Length - start));
            var (inputs, targets) = Fetch(epoch, indices, cancellation);
            var weights = SampleWeights(targets);
            var result = _training ? _executable.TrainStep([inputs], targets, weights) : _executable.TestStep([inputs], targets, weights);
            if (!double.IsFinite(result.Loss) && !endsOnNaN) throw new TrainingDivergedException(result.Loss, epoch + 1, batch, !_training, result.NonFinite, history);
            sum += result.Loss * indices.Length;
            foreach (var accumulator in accumulators)
                for (var i = 0; i < indices.Length; i++) accumulator.Update(result.Outputs[i], targets[i]);
            seen += indices.Length;
            if (_training) context.Iterations++;
            if (callbacks.Count == 0) continue;
            var logs = Values();
            foreach (var callback in callbacks) callback.OnTrainBatchEnd(context, batch - 1, logs);
            if (context.StopTraining) break;
        }

        return Values();

        Dictionary<string, double> Values()
        {
            var values = new Dictionary<string, double> { ["loss"] = sum / seen };
            for (var i = 0; i < accumulators.Length; i++) values[_metrics[i].Name] = accumulators[i].Result;
            return values;
        }
    }

    private (Tensor Inputs, Tensor Targets) Fetch(int epoch, ReadOnlySpan<int> indices, CancellationToken cancellation)
    {
        var n = indices.Length;
        var inputs = new Tensor(n, _source.InputShape, _inputs.AsMemory(0, n * (int)_source.InputShape.Count));
        var targets = new Tensor(n, _source.TargetShape, _targets.AsMemory(0, n * (int)_source.TargetShape.Count));
        _weights.AsSpan(0, n).Fill(1);
        _source.Fill(epoch, indices, inputs.Span, targets.Span, _weights.AsSpan(0, n), cancellation);
        return (inputs, targets);
    }

    /// <summary>The batch's weights, or none when all are 1.</summary>
    private ReadOnlySpan<float> SampleWeights(Tensor targets)
    {
        var weights = _weights.AsSpan(0, targets.Batch);
        if (_classWeights is not null)
            for (var i = 0; i < weights.Length; i++)
                if (_classWeights.TryGetValue(ClassOf(targets[i]), out var weight)) weights[i] *= weight;
        return weights.ContainsAnyExcept(1f) ? weights : default;
    }

    private static int ClassOf(ReadOnlySpan<float> target)
    {
        if (target.Length == 1) return (int)target[0];
        var best = 0;
        for (var i = 1; i < target.Length; i++)
            if (target[i] > target[best]) best = i;
        return best;
    }
}
