namespace MlNetCnn.Explain;

/// <summary>
/// Deletion (Petsiuk 2018): the score while the pixels that matter most are taken away. A faithful map makes it fall at once: the smaller the area, the better. It starts at the whole picture's
/// score and ends at that of a picture of <see cref="Baseline"/> alone.
/// </summary>
public sealed record DeletionCurve : PerturbationCurve
{
    /// <summary>
    /// What a deleted pixel's channels become, in the model's preprocessed space. Default 0, as in the paper, whose preprocessing makes that the mean colour: see <see cref="MaskedConfidence"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number.</exception>
    public float Baseline { get; init => field = float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A pixel is a finite number."); }

    private protected override (float[] First, float[] Last) Ends(ReadOnlySpan<float> picture, PictureLayout layout)
    {
        var deleted = new float[picture.Length];
        Array.Fill(deleted, Baseline);
        return (picture.ToArray(), deleted);
    }
}
