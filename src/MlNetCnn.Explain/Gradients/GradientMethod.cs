using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// A method that gives every value of the picture its part in the score (<see cref="Explanation.Attributions"/>, signed), from gradients of the score by the picture. The map is of the
/// picture's size. Gradients are those of inference mode, by the preprocessed values.
/// </summary>
public abstract record GradientMethod : ExplanationMethod
{
    private protected GradientMethod(ChannelReduction reduction) => Reduction = reduction;

    /// <summary>How the channels' values become the map's. The default is the method's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's values.</exception>
    public ChannelReduction Reduction
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such reduction.");
    }

    private protected sealed override IReadOnlyList<Explanation> ExplainBatch(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation) =>
    [
        .. Attribute(model, images, target, cancellation).Select(found => new Explanation
        {
            Method = Name,
            Map = Reduction.Reduce(found.Values.Span, PictureLayout.Of(model)),
            Class = found.Class,
            Score = found.Score,
            ScoreKind = Score,
            Layer = found.Layer,
            Attributions = found.Values,
            Completeness = found.Completeness,
        }),
    ];

    /// <summary>The attributions of pictures, in their order.</summary>
    private protected abstract IEnumerable<Attribution> Attribute(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation);
}
