namespace MlNetCnn.Imaging;

/// <summary>The file formats this library reads and writes.</summary>
public enum ImageFormat
{
    /// <summary>JPEG (ITU-T T.81): baseline, extended and progressive Huffman, 8 bits; written as baseline.</summary>
    Jpeg,

    /// <summary>PNG (ISO/IEC 15948).</summary>
    Png,
}
