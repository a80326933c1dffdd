namespace MlNetCnn.Compute.Losses;

/// <summary>The mean of an element's loss over a row.</summary>
internal readonly struct MeanOf<TElement>(TElement element) : IRowLoss
    where TElement : struct, IElementLoss
{
    public double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient, double factor)
    {
        double sum = 0;
        factor /= predictions.Length;
        for (var i = 0; i < predictions.Length; i++)
        {
            sum += element.Value(predictions[i], targets[i], out var slope);
            if (!gradient.IsEmpty) gradient[i] = (float)(slope * factor);
        }

        return sum / predictions.Length;
    }
}
