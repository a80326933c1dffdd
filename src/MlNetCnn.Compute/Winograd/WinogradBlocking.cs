using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Winograd;

/// <summary>How the work of a Winograd convolution is cut. It shows in the time, never in the result: every output is the same sequence of operations.</summary>
/// <param name="Tiles">Tiles of a block; a block goes through all phases before the next begins.</param>
/// <param name="Panels">Panels of output channels that are multiplied before they are transformed back.</param>
/// <param name="Together">Whether all threads share each block, phase by phase; otherwise each takes a block of its own.</param>
internal readonly record struct WinogradBlocking(int Tiles, int Panels, bool Together)
{
    // Transformed kernels up to this size stay in the third-level cache beside the blocks of all threads, so that every thread may stream them for itself.
    private const long SharedKernel = 16L << 20;

    // What transformed inputs and products of a block that all threads share may take.
    private const long SharedBlock = 16L << 20;

    // What the same take of a thread's own block: about its second-level cache.
    private const long OwnBlock = 1L << 20;

    // More tiles at a time gain nothing.
    private const int MostOwn = 56;

    // With more threads than this, small work is shared as with this many: it bounds the scratch.
    private const int MostThreads = 16;

    /// <summary>The cut for a convolution.</summary>
    /// <param name="kernel">The micro-kernel.</param>
    /// <param name="points">Points of a tile.</param>
    /// <param name="channels">Input channels, padded.</param>
    /// <param name="filters">Output channels, padded.</param>
    /// <param name="tiles">Tiles of the whole batch.</param>
    /// <param name="threads">Threads.</param>
    public static WinogradBlocking Of(GemmKernel kernel, int points, int channels, int filters, int tiles, int threads)
    {
        var panels = filters / kernel.Columns;
        if (KernelBytes(points, channels, filters) > SharedKernel || tiles < 2 * Math.Min(threads, MostThreads) * kernel.Rows)
            return new(Even(tiles, TogetherLimit(kernel, points, channels, filters)), panels, Together: true);

        // Whole tiles of the micro-kernel, but at least three blocks for each thread, so that one that is slow holds up little.
        var own = Math.Clamp(Math.Min(OwnBlock / BytesPerTile(points, channels, filters), tiles / (3 * threads)) / kernel.Rows, 1, MostOwn / kernel.Rows);
        return new((int)own * kernel.Rows, panels, Together: false);
    }

    /// <summary>The most tiles that a block can have which all threads share, for so many tiles or fewer and any number of threads; 0 if there is no such block.</summary>
    public static int MostTogether(GemmKernel kernel, int points, int channels, int filters, int tiles)
    {
        var most = Math.Min(tiles, TogetherLimit(kernel, points, channels, filters));
        return (int)(KernelBytes(points, channels, filters) > SharedKernel ? most : Math.Min(most, 2 * MostThreads * kernel.Rows));
    }

    private static long TogetherLimit(GemmKernel kernel, int points, int channels, int filters) => Math.Max(kernel.Rows, SharedBlock / BytesPerTile(points, channels, filters));

    private static long KernelBytes(int points, int channels, int filters) => (long)sizeof(float) * points * channels * filters;

    private static long BytesPerTile(int points, int channels, int filters) => (long)sizeof(float) * points * (channels + filters);

    /// <summary>The size of blocks that are as even as can be and not above a limit.</summary>
    private static int Even(int tiles, long limit)
    {
        var blocks = (tiles + limit - 1) / limit;
        return (int)((tiles + blocks - 1) / blocks);
    }
}
