namespace MlNetCnn.Explain;

/// <summary>Variants of a picture at which gradients are taken.</summary>
/// <param name="Count">Their number.</param>
/// <param name="Weight">What the gradient at a variant is multiplied by.</param>
/// <param name="Write">Makes a variant.</param>
internal sealed record GradientVariants(int Count, Func<int, double> Weight, GradientVariants.Writer Write)
{
    /// <summary>Makes a variant of a picture.</summary>
    public delegate void Writer(ReadOnlySpan<float> picture, int variant, Span<float> into);
}
