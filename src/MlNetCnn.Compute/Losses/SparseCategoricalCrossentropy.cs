using System.Globalization;

namespace MlNetCnn.Compute.Losses;

/// <summary>-log p_t for a class index t per row (<c>keras.losses.SparseCategoricalCrossentropy</c>): <see cref="CategoricalCrossentropy"/> without the one-hot rows.</summary>
/// <param name="FromLogits">Whether predictions are logits, which softmax is applied to. Default false.</param>
public sealed record SparseCategoricalCrossentropy(bool FromLogits = false) : Loss
{
    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(predictions, targets, 1, sampleWeights, gradient, Row);

    private double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        var index = targets[0];
        if (!(index >= 0 && index < predictions.Length) || index != MathF.Floor(index))
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{Name} takes class indices from 0 to {predictions.Length - 1}, one per row; found {index}."), nameof(targets));
        double Target(int i) => i == (int)index ? 1 : 0;
        return FromLogits ? SoftmaxRow.Logits(predictions, Target, gradient) : SoftmaxRow.Probabilities(predictions, Target, gradient, Epsilon);
    }
}
