using System.Text.Json.Nodes;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Losses;

/// <summary>A loss as Keras defines it: immutable, one file per loss. Own losses derive from it.</summary>
public abstract record Loss
{
    /// <summary>Probabilities are clipped to [epsilon, 1 - epsilon] (Keras's <c>backend.epsilon()</c>), in float32 as Keras does.</summary>
    private protected const float Epsilon = 1e-7f;

    /// <summary>Keras's name, e.g. <c>binary_crossentropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Its settings under Keras's names; null where it has none, so that Keras writes its name alone.</summary>
    internal virtual JsonObject? KerasConfig => null;

    /// <summary>The loss of a batch, and its gradient by the predictions.</summary>
    /// <param name="predictions">The model's output.</param>
    /// <param name="targets">What it is compared with, in the loss's own form.</param>
    /// <param name="sampleWeights">One per element of the batch; empty for all 1.</param>
    /// <param name="gradient">As many values as the predictions; overwritten. Empty when no gradient is wanted.</param>
    /// <returns>sum(weight * loss) / number of rows: Keras's <c>sum_over_batch_size</c>. A row is the last axis of the predictions.</returns>
    /// <exception cref="ArgumentException">The targets or weights do not fit the predictions.</exception>
    public abstract double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient);

    /// <summary>Targets per row of the predictions; 0 for as many as predictions.</summary>
    private protected virtual int TargetColumns => 0;

    /// <summary>Throws, as <see cref="Compute"/> would, for targets and weights that do not fit: for engines that compute the loss elsewhere.</summary>
    /// <param name="batch">Elements of the batch.</param>
    /// <param name="output">Shape of one element of the predictions.</param>
    /// <param name="targets">As for <see cref="Compute"/>.</param>
    /// <param name="sampleWeights">As for <see cref="Compute"/>.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    internal virtual void Check(int batch, Shape output, Tensor targets, ReadOnlySpan<float> sampleWeights)
    {
        ArgumentNullException.ThrowIfNull(targets);
        // Own losses take targets of their own form.
        if (GetType().Assembly != typeof(Loss).Assembly) return;
        var columns = output.Rank == 0 ? 1 : output[^1];
        var targetColumns = TargetColumns == 0 ? columns : TargetColumns;
        var rows = batch * output.Count / columns;
        if (targets.Batch != batch || targets.Values.Length != rows * targetColumns)
            throw new ArgumentException($"{Name} compares the predictions {new Shape([batch, .. output])} with {rows * targetColumns} targets ({targetColumns} per row), not with {targets}.", nameof(targets));
        if (!sampleWeights.IsEmpty && sampleWeights.Length != batch)
            throw new ArgumentException($"A batch of {batch} takes {batch} sample weights, not {sampleWeights.Length}.", nameof(sampleWeights));
    }

    /// <summary>Sums a loss row by row: what the losses of this library are made with. Allocates nothing.</summary>
    /// <param name="row">Computes one row.</param>
    /// <param name="predictions">The model's output.</param>
    /// <param name="targets">Targets of the same shape, or <see cref="TargetColumns"/> per row.</param>
    /// <param name="sampleWeights">One per element, or empty.</param>
    /// <param name="gradient">Gradient to write, or empty.</param>
    private protected double SumRows<TRow>(TRow row, Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient)
        where TRow : struct, IRowLoss
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Check(predictions.Batch, predictions.Shape, targets, sampleWeights);
        ReadOnlySpan<float> p = predictions.Span, t = targets.Span;
        var columns = predictions.Shape.Rank == 0 ? 1 : predictions.Shape[^1];
        var targetColumns = TargetColumns == 0 ? columns : TargetColumns;
        var rows = p.Length / columns;
        if (!gradient.IsEmpty && gradient.Length != p.Length)
            throw new ArgumentException($"The gradient has {gradient.Length} values, the predictions {p.Length}.", nameof(gradient));

        double sum = 0;
        var rowsPerElement = predictions.Batch == 0 ? 1 : rows / predictions.Batch;
        for (var r = 0; r < rows; r++)
        {
            var weight = sampleWeights.IsEmpty ? 1.0 : sampleWeights[r / rowsPerElement];
            var g = gradient.IsEmpty ? gradient : gradient.Slice(r * columns, columns);
            sum += weight * row.Row(p.Slice(r * columns, columns), t.Slice(r * targetColumns, targetColumns), g, weight / rows);
        }

        return rows == 0 ? 0 : sum / rows;
    }
}
