namespace MlNetCnn.Explain;

/// <summary>
/// Insertion (Petsiuk 2018): the score while the pixels that matter most are put back into a blurred picture. A faithful map makes it rise at once: the larger the area, the better. It starts at
/// the blurred picture's score and ends at the whole picture's.
/// </summary>
/// <remarks>
/// The blur is Gaussian, cut off at <see cref="KernelSize"/> and normalized, the picture mirrored at its edges without repeating them, as OpenCV's <c>GaussianBlur</c>; the authors' program pads
/// with zeros and mirrors the kernel's own tails.
/// </remarks>
public sealed record InsertionCurve : PerturbationCurve
{
    /// <summary>Rows and columns of the blur's kernel in pixels, odd. Default 11, as the authors have for pictures of 224 x 224.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Even, below 1 or above 1023.</exception>
    public int KernelSize { get; init => field = value is >= 1 and <= 1023 && int.IsOddInteger(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A kernel has an odd size from 1 to 1023."); } = 11;

    /// <summary>The blur's standard deviation in pixels. Default 5, as the authors have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive number.</exception>
    public double Sigma { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A standard deviation is a positive number."); } = 5;

    private protected override (float[] First, float[] Last) Ends(ReadOnlySpan<float> picture, PictureLayout layout) =>
        (GaussianBlur.Of(picture, layout, KernelSize, Sigma), picture.ToArray());
}
