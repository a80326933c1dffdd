namespace MlNetCnn.Imaging.Jpeg;

/// <summary>One component of a picture to be encoded: its samples, thinned out and padded to whole blocks as libjpeg does.</summary>
internal sealed class JpegPlane
{
    private readonly byte[] samples;
    private readonly int stride;

    /// <param name="full">Samples at every pixel of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="down">How many rows become one: 1 or 2.</param>
    /// <param name="across">How many columns become one: 1, or 2.</param>
    public JpegPlane(byte[] full, int height, int width, int down, int across)
    {
        (BlocksDown, BlocksAcross) = (Blocks(height, down), Blocks(width, across));
        stride = BlocksAcross * 8;
        samples = new byte[BlocksDown * 8 * stride];
        var rows = (height + down - 1) / down;
        for (var y = 0; y < BlocksDown * 8; y++)
        {
            var to = samples.AsSpan(y * stride, stride);
            if (y >= rows) samples.AsSpan((rows - 1) * stride, stride).CopyTo(to);
            else if (across == 1) Pad(full.AsSpan(y * width, width), to);
            else if (down == 1) Halve(full.AsSpan(y * width, width), to);
            else Quarter(full.AsSpan(2 * y * width, width), full.AsSpan(Math.Min(2 * y + 1, height - 1) * width, width), to);
        }
    }

    /// <summary>Rows of blocks that hold samples of the picture.</summary>
    public int BlocksDown { get; }

    /// <summary>Columns of blocks that hold samples of the picture.</summary>
    public int BlocksAcross { get; }

    /// <summary>Transforms and quantizes one of its blocks.</summary>
    public void Transform(int y, int x, ReadOnlySpan<byte> quantization, Span<short> coefficients) =>
        ForwardDct.Transform(samples.AsSpan(y * 8 * stride + x * 8), stride, quantization, coefficients);

    private static int Blocks(int size, int thinning) => (size + 8 * thinning - 1) / (8 * thinning);

    private static void Pad(ReadOnlySpan<byte> row, Span<byte> to)
    {
        row.CopyTo(to);
        to[row.Length..].Fill(row[^1]);
    }

    /// <summary>Means of two, halves rounded down and up in turn.</summary>
    private static void Halve(ReadOnlySpan<byte> row, Span<byte> to)
    {
        for (var x = 0; x < to.Length; x++)
        {
            var (left, right) = Columns(x, row.Length);
            to[x] = (byte)((row[left] + row[right] + (x & 1)) >> 1);
        }
    }

    /// <summary>Means of four, halves rounded down and up in turn.</summary>
    private static void Quarter(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> to)
    {
        for (var x = 0; x < to.Length; x++)
        {
            var (left, right) = Columns(x, upper.Length);
            to[x] = (byte)((upper[left] + upper[right] + lower[left] + lower[right] + 1 + (x & 1)) >> 2);
        }
    }

    /// <summary>The two columns that make one; beyond the edge, the last.</summary>
    private static (int Left, int Right) Columns(int x, int width) => (Math.Min(2 * x, width - 1), Math.Min(2 * x + 1, width - 1));
}
