using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// The score's gradient by the picture, <c>w = dS/dx</c>: where a small change changes the score most. The map is <c>M_ij = max_c |w_ijc|</c>, the largest magnitude over the channels, unless
/// <see cref="GradientMethod.Reduction"/> says otherwise.
/// Simonyan, Vedaldi, Zisserman: "Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps" (2013), section 3.1. They take the logit
/// (<see cref="ScoreKind.Logit"/>); the default here is the probability, as everywhere.
/// </summary>
public sealed record Saliency() : GradientMethod(ChannelReduction.MaximumOfAbsolute)
{
    /// <inheritdoc/>
    public override string Name => "saliency";

    private protected override IEnumerable<Attribution> Attribute(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation) =>
        Batches(images, target, cancellation).SelectMany(b => InputGradients.Of(model, b.Images, b.Target, Score));
}
