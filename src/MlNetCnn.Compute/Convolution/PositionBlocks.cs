namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// Output positions of a batch in blocks of at most <see cref="PositionsPerBlock"/>: lines of one picture, or a part of one line. Sums over positions run within a
/// block in float32 and then over the blocks in order, so that they stay exact and do not depend on who sums.
/// </summary>
/// <param name="pictures">Pictures.</param>
/// <param name="height">Output lines of a picture.</param>
/// <param name="width">Positions of a line.</param>
internal sealed class PositionBlocks(int pictures, int height, int width)
{
    /// <summary>Positions of a block at most.</summary>
    public const int PositionsPerBlock = 256;

    private readonly int _linesPerBlock = Math.Clamp(PositionsPerBlock / width, 1, height);
    private readonly int _segments = (width + PositionsPerBlock - 1) / PositionsPerBlock;

    /// <summary>Number of blocks.</summary>
    public int Count => checked(pictures * BlocksPerPicture);

    private int BlocksPerPicture => (height + _linesPerBlock - 1) / _linesPerBlock * _segments;

    /// <summary>A block.</summary>
    public PositionBlock this[int index]
    {
        get
        {
            var (picture, rest) = Math.DivRem(index, BlocksPerPicture);
            var (line, segment) = Math.DivRem(rest, _segments);
            var first = line * _linesPerBlock;
            int from = (int)((long)width * segment / _segments), to = (int)((long)width * (segment + 1) / _segments);
            return new PositionBlock(picture, first, Math.Min(first + _linesPerBlock, height), from, to);
        }
    }
}
