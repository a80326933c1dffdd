using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>
/// The mean of the score's gradients at noisy copies of the picture: <c>1/n * sum over k of dS/dx at x + N(0, s^2)</c>, with s a part of the picture's range. The class stays that of the
/// picture itself. The map is the largest magnitude over the channels unless <see cref="GradientMethod.Reduction"/> says otherwise.
/// Smilkov, Thorat, Kim, Viegas, Wattenberg: "SmoothGrad: removing noise by adding noise" (2017), section 3.
/// </summary>
public sealed record SmoothGrad() : GradientMethod(ChannelReduction.MaximumOfAbsolute)
{
    /// <inheritdoc/>
    public override string Name => "smooth-grad";

    /// <summary>Noisy copies, n: 1 to 100,000. Default 50, beyond which the paper saw little change.</summary>
    public int Samples { get; init => field = value is >= 1 and <= 100_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There are 1 to 100,000 noisy copies."); } = 50;

    /// <summary>The noise's standard deviation as a part of the picture's range: <c>s / (max(x) - min(x))</c>, 0 to 10. Default 0.15; the paper's figures are best from 0.1 to 0.2.</summary>
    public double NoiseLevel
    {
        get;
        init => field = value is >= 0 and <= 10 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The noise's standard deviation is 0 to 10 times the picture's range.");
    } = 0.15;

    /// <summary>
    /// Seed of the noise. Default 0. Sample k of every picture has the same noise (times the picture's range), so that a picture's map does not depend on those beside it.
    /// </summary>
    public long Seed { get; init; }

    private protected override IEnumerable<Attribution> Attribute(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation)
    {
        var scored = target.Of(PictureScores.Outputs(model, images, this, cancellation), Score);
        foreach (var (picture, sum) in InputGradients.Sums(model, images, scored, this, new GradientVariants(Samples, _ => 1, AddNoise), cancellation).Index())
        {
            var values = new Tensor(1, images.Shape);
            for (var i = 0; i < sum.Length; i++) values.Span[i] = (float)(sum[i] / Samples);
            yield return new Attribution(values, scored.Classes[picture], scored.Scores[picture]);
        }
    }

    /// <summary>Writes a noisy copy of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="sample">Number of the copy.</param>
    /// <param name="into">Of the picture's size.</param>
    internal void AddNoise(ReadOnlySpan<float> picture, int sample, Span<float> into)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in picture) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var deviation = NoiseLevel * (most - least);
        var noise = new RandomStream(Seed, "smooth-grad", sample);
        for (var i = 0; i < into.Length; i++) into[i] = (float)(picture[i] + deviation * noise.NextNormal());
    }
}
