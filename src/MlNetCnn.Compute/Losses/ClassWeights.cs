using System.Globalization;

namespace MlNetCnn.Compute.Losses;

/// <summary>
/// Weights of classes as Keras's <c>class_weight</c>: they become one sample weight per element, which a loss multiplies with. Classes without a weight count 1.
/// </summary>
public sealed class ClassWeights
{
    private readonly Dictionary<int, float> _weights = [];

    /// <summary>Takes the weights.</summary>
    /// <param name="weights">Class index to weight; both at least 0.</param>
    /// <exception cref="ArgumentException">An index or weight is negative, or a weight is not finite.</exception>
    public ClassWeights(IEnumerable<KeyValuePair<int, double>> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (index, weight) in weights)
        {
            if (index < 0 || !(weight >= 0 && double.IsFinite(weight)))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Class {index} has the weight {weight}; neither may be negative, and weights are finite."), nameof(weights));
            _weights[index] = (float)weight;
        }
    }

    /// <summary>Gives each element the weight of its class.</summary>
    /// <param name="targets">
    /// One value per element (a class index, or 0 and 1), rounded to the nearest integer, halves to even; or a row per element, whose first largest value is the class.
    /// </param>
    /// <returns>One weight per element.</returns>
    /// <exception cref="ArgumentException">An element has no values or more than one row.</exception>
    public float[] SampleWeights(Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var weights = new float[targets.Batch];
        SampleWeights(targets, weights);
        return weights;
    }

    /// <summary>Gives each element the weight of its class.</summary>
    /// <param name="targets">As above.</param>
    /// <param name="weights">Receives one weight per element.</param>
    /// <exception cref="ArgumentException">As above, or the number of weights is another.</exception>
    public void SampleWeights(Tensor targets, Span<float> weights)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (weights.Length != targets.Batch) throw new ArgumentException($"A batch of {targets.Batch} takes {targets.Batch} sample weights, not {weights.Length}.", nameof(weights));
        var columns = targets.Shape.Rank == 0 ? 1 : targets.Shape[^1];
        if (columns == 0 || targets.Shape.Count != columns)
            throw new ArgumentException($"Class weights take one class per element: one target or one row each, not {targets}.", nameof(targets));
        for (var i = 0; i < weights.Length; i++)
        {
            var row = targets[i];
            var index = columns == 1 ? (int)MathF.Round(row[0]) : First(row);
            weights[i] = _weights.TryGetValue(index, out var weight) ? weight : 1;
        }
    }

    private static int First(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var i = 1; i < row.Length; i++)
            if (row[i] > row[best]) best = i;
        return best;
    }
}
