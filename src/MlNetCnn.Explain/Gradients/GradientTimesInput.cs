using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// The picture times the score's gradient by it, <c>x * dS/dx</c>: by the first order, what the score loses when a preprocessed value becomes 0. The map is the sum over the channels unless
/// <see cref="GradientMethod.Reduction"/> says otherwise.
/// Shrikumar, Greenside, Shcherbina, Kundaje: "Not Just a Black Box: Learning Important Features Through Propagating Activation Differences" (2016).
/// </summary>
public sealed record GradientTimesInput() : GradientMethod(ChannelReduction.Sum)
{
    /// <inheritdoc/>
    public override string Name => "gradient-x-input";

    private protected override IEnumerable<Attribution> Attribute(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation)
    {
        foreach (var (picture, found) in Batches(images, target, cancellation).SelectMany(b => InputGradients.Of(model, b.Images, b.Target, Score)).Index())
        {
            var values = found.Values[0];
            var pixels = images[picture];
            for (var i = 0; i < values.Length; i++) values[i] = (float)((double)values[i] * pixels[i]);
            yield return found;
        }
    }
}
