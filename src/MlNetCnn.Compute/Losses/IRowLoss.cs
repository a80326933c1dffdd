namespace MlNetCnn.Compute.Losses;

/// <summary>The loss of one row of predictions. A struct, so that the loop over rows is compiled for each loss and calls nothing.</summary>
internal interface IRowLoss
{
    /// <summary>Computes a row.</summary>
    /// <param name="predictions">The row.</param>
    /// <param name="targets">Its targets.</param>
    /// <param name="gradient">Receives the gradient; empty when none is wanted.</param>
    /// <param name="factor">What the gradient is multiplied with.</param>
    /// <returns>The row's loss.</returns>
    double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient, double factor);
}
