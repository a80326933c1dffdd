namespace MlNetCnn.Compute.Losses;

/// <summary>(p - t)^2, averaged over the last axis (<c>keras.losses.MeanSquaredError</c>).</summary>
public sealed record MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(predictions, targets, 0, sampleWeights, gradient, Row);

    private static double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        double sum = 0;
        for (var i = 0; i < predictions.Length; i++)
        {
            var difference = (double)predictions[i] - targets[i];
            sum += difference * difference;
            if (!gradient.IsEmpty) gradient[i] = (float)(2 * difference / predictions.Length);
        }

        return sum / predictions.Length;
    }
}
