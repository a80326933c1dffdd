namespace MlNetCnn.Compute.Losses;

/// <summary>
/// -(t log p + (1 - t) log(1 - p)), averaged over the last axis (<c>keras.losses.BinaryCrossentropy</c>). p is clipped to [1e-7, 1 - 1e-7]; beyond that the
/// gradient is 0. Targets are probabilities, as many as predictions; smoothing makes them t (1 - a) + a / 2.
/// </summary>
/// <param name="FromLogits">Whether predictions are logits: then max(x, 0) - x t + log(1 + exp(-|x|)). Default false.</param>
/// <param name="LabelSmoothing">a, 0 to 1. Default 0.</param>
public sealed record BinaryCrossentropy(bool FromLogits = false, double LabelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    /// <summary>a, 0 to 1.</summary>
    public double LabelSmoothing { get; init; } = Smoothing.Check(LabelSmoothing);

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(predictions, targets, 0, sampleWeights, gradient, FromLogits ? Logits : Probabilities);

    private double Probabilities(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        double sum = 0;
        for (var i = 0; i < predictions.Length; i++)
        {
            var t = Smoothing.Apply(targets[i], LabelSmoothing, 2);
            double p = Math.Clamp(predictions[i], Epsilon, 1 - Epsilon);
            sum -= t * Math.Log(p) + (1 - t) * Math.Log(1 - p);
            if (gradient.IsEmpty) continue;
            var inside = predictions[i] is >= Epsilon and <= 1 - Epsilon;
            gradient[i] = inside || float.IsNaN(predictions[i]) ? (float)((p - t) / (p * (1 - p)) / predictions.Length) : 0;
        }

        return sum / predictions.Length;
    }

    private double Logits(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        double sum = 0;
        for (var i = 0; i < predictions.Length; i++)
        {
            var t = Smoothing.Apply(targets[i], LabelSmoothing, 2);
            double x = predictions[i];
            sum += Math.Max(x, 0) - x * t + Math.Log(1 + Math.Exp(-Math.Abs(x)));
            if (!gradient.IsEmpty) gradient[i] = (float)((1 / (1 + Math.Exp(-x)) - t) / predictions.Length);
        }

        return sum / predictions.Length;
    }
}
