using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training;

/// <summary>
/// Loss and metrics over the steps so far of an epoch or a validation. The loss is sum(batch loss * batch size) / examples, as Keras's loss tracker has it.
/// </summary>
internal sealed class RunningValues(IReadOnlyList<Metric> metrics, IReadOnlyList<Metric> weighted, Shape output, Shape target)
{
    private MetricAccumulator[] _accumulators = [];
    private double _loss;

    /// <summary>Examples so far.</summary>
    public long Examples { get; private set; }

    /// <summary>Starts anew.</summary>
    public void Reset()
    {
        (_loss, Examples) = (0, 0);
        _accumulators = [.. metrics.Concat(weighted).Select(m => m.Start(output, target))];
    }

    /// <summary>Takes a step in.</summary>
    public void Add(TrainStepResult result, Tensor targets, ReadOnlySpan<float> weights)
    {
        _loss += result.Loss * targets.Batch;
        Examples += targets.Batch;
        for (var m = 0; m < _accumulators.Length; m++)
            for (var i = 0; i < targets.Batch; i++) _accumulators[m].Update(result.Outputs[i], targets[i], m < metrics.Count ? 1 : weights[i]);
    }

    /// <summary>Loss and metrics by name, without <c>val_</c>.</summary>
    public Dictionary<string, double> Values()
    {
        var values = new Dictionary<string, double> { ["loss"] = _loss / Examples };
        for (var i = 0; i < _accumulators.Length; i++) values[(i < metrics.Count ? metrics[i] : weighted[i - metrics.Count]).Name] = _accumulators[i].Result;
        return values;
    }

    /// <summary>Copies the sums: the loss's first, then each metric's.</summary>
    public double[][] Save() => [[_loss, Examples], .. _accumulators.Select(a => a.Save())];

    /// <summary>Goes on from sums that <see cref="Save"/> gave.</summary>
    /// <exception cref="ArgumentException">They are of other metrics.</exception>
    public void Restore(IReadOnlyList<double[]> sums)
    {
        Reset();
        if (sums.Count != _accumulators.Length + 1 || sums[0].Length != 2 || !(sums[0][1] >= 0 && sums[0][1] <= long.MaxValue / 2))
            throw new ArgumentException($"There are {sums.Count} sums for the loss and {_accumulators.Length} metrics.", nameof(sums));
        (_loss, Examples) = (sums[0][0], (long)sums[0][1]);
        for (var i = 0; i < _accumulators.Length; i++) _accumulators[i].Restore(sums[i + 1]);
    }
}
