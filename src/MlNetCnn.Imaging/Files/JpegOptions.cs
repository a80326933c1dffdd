namespace MlNetCnn.Imaging;

/// <summary>How a picture is encoded as JPEG; the defaults are Pillow's.</summary>
public sealed record JpegOptions
{
    /// <summary>The defaults.</summary>
    public static JpegOptions Default { get; } = new();

    /// <summary>From 1 (smallest) to 100 (best; still not lossless), on the scale of the Independent JPEG Group. Default 75.</summary>
    public int Quality { get; init; } = 75;

    /// <summary>How colour is thinned out; of no meaning for grey pictures. Default <see cref="ChromaSubsampling.Ratio420"/>.</summary>
    public ChromaSubsampling Subsampling { get; init; } = ChromaSubsampling.Ratio420;

    internal void Validate()
    {
        if (Quality is < 1 or > 100) throw new ArgumentException($"The JPEG quality is {Quality}; it must be from 1 to 100.", nameof(Quality));
        if (!Enum.IsDefined(Subsampling)) throw new ArgumentException($"{Subsampling} is not a chroma subsampling.", nameof(Subsampling));
    }
}
