namespace MlNetCnn.Training.Metrics;

/// <summary>The counts of a <see cref="Metric"/> over one pass over the data.</summary>
public abstract class MetricAccumulator
{
    /// <summary>The metric over everything seen so far; 0 when nothing was seen, as in Keras.</summary>
    public abstract double Result { get; }

    /// <summary>Takes one example in.</summary>
    /// <param name="output">The model's output for it.</param>
    /// <param name="target">What it should have been.</param>
    /// <param name="weight">How much the example counts. Default 1.</param>
    /// <exception cref="ArgumentException">The values are not those that the metric takes.</exception>
    public abstract void Update(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight = 1);

    /// <summary>Copies the counts, so that a run that is interrupted amid an epoch can go on with them.</summary>
    public abstract double[] Save();

    /// <summary>Goes on from counts that <see cref="Save"/> gave.</summary>
    /// <param name="counts">The counts.</param>
    /// <exception cref="ArgumentException">They are of another metric.</exception>
    public abstract void Restore(ReadOnlySpan<double> counts);
}
