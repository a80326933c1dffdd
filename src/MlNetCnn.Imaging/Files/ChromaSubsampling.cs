namespace MlNetCnn.Imaging;

/// <summary>How much smaller than the brightness a JPEG keeps the colour; Pillow's <c>subsampling</c> of the same numbers.</summary>
public enum ChromaSubsampling
{
    /// <summary>4:4:4: colour at every pixel. For drawings, text and heatmaps with sharp edges.</summary>
    Ratio444,

    /// <summary>4:2:2: half as wide.</summary>
    Ratio422,

    /// <summary>4:2:0: half as wide and half as high. libjpeg's and Pillow's default.</summary>
    Ratio420,
}
