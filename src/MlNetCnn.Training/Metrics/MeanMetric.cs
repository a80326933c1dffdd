using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>
/// A metric that is the mean of one number per example (Keras's <c>MeanMetricWrapper</c>): sum(weight * score) / sum(weight).
/// </summary>
public abstract class MeanMetric : Metric
{
    /// <summary>Starts a metric.</summary>
    /// <param name="name">Name in the history.</param>
    protected MeanMetric(string name)
        : base(name) { }

    /// <inheritdoc/>
    public sealed override MetricAccumulator Start(Shape output, Shape target)
    {
        Check(output, target);
        return new Accumulator(this);
    }

    /// <summary>Refuses shapes that the metric cannot compare.</summary>
    /// <param name="output">Shape of one output of the model.</param>
    /// <param name="target">Shape of one target.</param>
    /// <exception cref="ArgumentException">The metric cannot compare these.</exception>
    protected abstract void Check(Shape output, Shape target);

    /// <summary>The number for one example.</summary>
    /// <param name="output">The model's output for it.</param>
    /// <param name="target">What it should have been.</param>
    protected abstract double Score(ReadOnlySpan<float> output, ReadOnlySpan<float> target);

    /// <summary>Index of the largest value, the first where several are equal (as NumPy's <c>argmax</c>).</summary>
    /// <param name="values">At least one.</param>
    private protected static int ArgMax(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }

    private sealed class Accumulator(MeanMetric metric) : MetricAccumulator
    {
        private double _sum, _weights;

        public override double Result => _weights == 0 ? 0 : _sum / _weights;

        public override void Update(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight = 1)
        {
            _sum += weight * metric.Score(output, target);
            _weights += weight;
        }

        public override double[] Save() => [_sum, _weights];

        public override void Restore(ReadOnlySpan<double> counts)
        {
            if (counts.Length != 2) throw new ArgumentException($"{metric.Name} counts two numbers, not {counts.Length}.", nameof(counts));
            (_sum, _weights) = (counts[0], counts[1]);
        }
    }
}
