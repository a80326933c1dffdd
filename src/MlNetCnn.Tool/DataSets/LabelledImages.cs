using MlNetCnn.Imaging;

namespace MlNetCnn.Tool.DataSets;

/// <summary>Small pictures of one size with a class each, in memory.</summary>
/// <param name="Height">Rows of a picture.</param>
/// <param name="Width">Columns of a picture.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Pixels">Picture after picture, (height, width, channels), 0 to 255.</param>
/// <param name="Labels">Class of each picture, from 0.</param>
/// <param name="Published">How many pictures the published set has.</param>
internal sealed record LabelledImages(int Height, int Width, int Channels, byte[] Pixels, byte[] Labels, int Published)
{
    /// <summary>How many there are.</summary>
    public int Count => Labels.Length;

    /// <summary>Values of a picture.</summary>
    public int PictureLength => Height * Width * Channels;

    /// <summary>How many there are, e.g. <c>first 8,226 of 60,000</c>, or <c>all 10,000</c>.</summary>
    public string InWords => Count == Published ? FormattableString.Invariant($"all {Count:N0}") : FormattableString.Invariant($"first {Count:N0} of {Published:N0}");

    /// <summary>One picture, from 0.</summary>
    public Image Picture(int index) => new(Height, Width, Channels, Pixels.AsSpan(index * PictureLength, PictureLength).ToArray());

    /// <summary>The first few.</summary>
    public LabelledImages Take(int count) => count >= Count ? this : this with { Pixels = Pixels[..(count * PictureLength)], Labels = Labels[..count] };
}
