using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>-log p_t for a class index t per row (<c>keras.losses.SparseCategoricalCrossentropy</c>): <see cref="CategoricalCrossentropy"/> without the one-hot rows.</summary>
/// <param name="FromLogits">Whether predictions are logits, which softmax is applied to. Default false.</param>
[KerasName("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy")]
public sealed record SparseCategoricalCrossentropy(bool FromLogits = false) : Loss
{
    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    internal static SparseCategoricalCrossentropy FromConfig(ConfigReader config) => new(config.GetBoolean("from_logits", false));

    internal override JsonObject KerasConfig => new() { ["from_logits"] = FromLogits };

    /// <inheritdoc/>
    public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) =>
        SumRows(new Entropy(this), predictions, targets, sampleWeights, gradient);

    private protected override int TargetColumns => 1;

    internal override void Check(int batch, Shape output, Tensor targets, ReadOnlySpan<float> sampleWeights)
    {
        base.Check(batch, output, targets, sampleWeights);
        var classes = output.Rank == 0 ? 1 : output[^1];
        foreach (var index in targets.Span) Class(index, classes);
    }

    private int Class(float index, int classes) => index >= 0 && index < classes && index == MathF.Floor(index)
        ? (int)index
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{Name} takes class indices from 0 to {classes - 1}, one per row; found {index}."), "targets");

    private readonly struct Entropy(SparseCategoricalCrossentropy loss) : IRowLoss
    {
        public double Row(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradient, double factor)
        {
            var t = new RowTargets((int)targets[0]);
            return loss.FromLogits ? SoftmaxRow.Logits(predictions, t, gradient, factor) : SoftmaxRow.Probabilities(predictions, t, gradient, factor, Epsilon);
        }
    }
}
