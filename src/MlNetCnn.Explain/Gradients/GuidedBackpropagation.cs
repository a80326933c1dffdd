using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// What comes back from the score to the picture when every relu lets through only what is positive, and only where its input was: <c>R_i = (f_i &gt; 0) (R_i+1 &gt; 0) R_i+1</c>. Sharper than
/// the gradient, and less bound to the class. The map is the largest magnitude over the channels unless <see cref="GradientMethod.Reduction"/> says otherwise.
/// <see cref="AttributionPicture"/> shows the attributions, signed, in colour.
/// Springenberg, Dosovitskiy, Brox, Riedmiller: "Striving for Simplicity: The All Convolutional Net" (2014), section 3.4. Which activations count as relus: <see cref="GradientQuery.Relu"/>.
/// </summary>
public sealed record GuidedBackpropagation() : GradientMethod(ChannelReduction.MaximumOfAbsolute)
{
    /// <inheritdoc/>
    public override string Name => "guided-backpropagation";

    private protected override IEnumerable<Attribution> Attribute(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation) =>
        Batches(images, target, cancellation).SelectMany(b => InputGradients.Of(model, b.Images, b.Target, Score, ReluGradient.Guided));
}
