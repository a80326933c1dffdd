namespace MlNetCnn.Imaging.Jpeg;

/// <summary>One colour component of a frame: its sampling, its tables and its samples.</summary>
internal sealed class JpegComponent(int id, int horizontal, int vertical, int quantizationIndex)
{
    /// <summary>Identifier that scans name it by.</summary>
    public readonly int Id = id;

    /// <summary>Horizontal sampling factor, 1 to 4.</summary>
    public readonly int Horizontal = horizontal;

    /// <summary>Vertical sampling factor, 1 to 4.</summary>
    public readonly int Vertical = vertical;

    /// <summary>Destination (0 to 3) of its quantization table.</summary>
    public readonly int QuantizationIndex = quantizationIndex;

    /// <summary>Samples in a row and rows that belong to the picture (T.81, A.1.1).</summary>
    public int Width, Height;

    /// <summary>8x8 blocks that hold them: what a scan of this component alone codes.</summary>
    public int BlocksAcross, BlocksDown;

    /// <summary>The same rounded up to whole MCUs: what an interleaved scan codes and what is allocated.</summary>
    public int AllocatedBlocksAcross, AllocatedBlocksDown;

    /// <summary>Quantization table in natural order, fixed at the component's first scan.</summary>
    public short[]? Quantization;

    /// <summary>Samples, <see cref="Stride"/> to the row; rented, and perhaps longer than needed.</summary>
    public byte[] Samples = [];

    /// <summary>Coefficients in natural order, 64 to the block; only in a progressive frame.</summary>
    public short[] Coefficients = [];

    /// <summary>For each coefficient, the lowest bit that scans have brought so far; -1 before the first. Zigzag order.</summary>
    public readonly int[] KnownBits = [.. Enumerable.Repeat(-1, 64)];

    /// <summary>Tables of the present scan.</summary>
    public HuffmanTable? Dc, Ac;

    /// <summary>DC value of the block before, in the present scan.</summary>
    public int Prediction;

    /// <summary>Samples from one row to the next.</summary>
    public int Stride => AllocatedBlocksAcross * 8;
}
