namespace MlNetCnn.Imaging;

/// <summary>Limits and leniency of decoding.</summary>
public sealed record DecodeOptions
{
    /// <summary>The defaults.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>
    /// Most pixels (height x width) a file may declare; a larger one is refused before anything is allocated.
    /// Default 100,000,000. A decoder holds at most about 16 bytes per pixel of the picture (a progressive 4:4:4 JPEG).
    /// </summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>
    /// Whether a JPEG whose data ends early is returned with its missing part grey (default: no, it is an error).
    /// A PNG whose data ends early is always an error. While it is on, a short file that declares a large picture is believed
    /// (up to <see cref="MaxPixels"/>); while it is off, a file too short for the size it declares is refused before memory is allocated.
    /// </summary>
    public bool AllowTruncated { get; init; }
}
