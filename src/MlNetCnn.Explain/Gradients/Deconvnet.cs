using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// What comes back from the score to the picture when every relu lets through all that is positive, whatever its input was: <c>R_i = (R_i+1 &gt; 0) R_i+1</c>. The map is the largest magnitude
/// over the channels unless <see cref="GradientMethod.Reduction"/> says otherwise.
/// Zeiler, Fergus: "Visualizing and Understanding Convolutional Networks" (2014), section 2.1. Which activations count as relus: <see cref="GradientQuery.Relu"/>.
/// </summary>
public sealed record Deconvnet() : GradientMethod(ChannelReduction.MaximumOfAbsolute)
{
    /// <inheritdoc/>
    public override string Name => "deconvnet";

    private protected override IEnumerable<Attribution> Attribute(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation) =>
        Batches(images, target, cancellation).SelectMany(b => InputGradients.Of(model, b.Images, b.Target, Score, ReluGradient.Deconvnet));
}
