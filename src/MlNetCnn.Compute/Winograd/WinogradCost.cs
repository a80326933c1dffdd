using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Winograd;

/// <summary>
/// Estimates how long a 3x3 convolution with stride 1 takes, per picture, in multiply-adds at the machine's full speed, so that ways of computing it can be compared. It
/// looks at geometry and channels only, never at batch or threads: the way shows in the last bits of results, and these must not depend on either.
/// </summary>
/// <remarks>The constants are fitted to measurements of 25 layers with 8 to 512 channels on a Zen 5 with AVX-512.</remarks>
internal static class WinogradCost
{
    // What the transforms of one point of a tile take for every input channel and every output channel: a few operations, but mostly the way to memory and back.
    private const double Transform = 16;

    // Share of full speed at which products run.
    private const double Speed = 0.9;

    // The same where the kernel must come from main memory, since it has more values than this.
    private const double FarSpeed = 0.77;
    private const double FarKernel = 4 << 20;

    // What it takes to read a value of the kernel, shared among the pictures of a batch of 8: it tells where there are few tiles.
    private const double Read = 4;

    // What it takes a direct convolution to gather a value of a window.
    private const double Gather = 22;

    // What it takes to pool an output in a step of its own, per value.
    private const double Pool = 40;

    /// <summary>A convolution, forward or turned (then with the turned geometry).</summary>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="outputs">m: 2, 3 or 4.</param>
    /// <param name="pool">Whether 2x2 max pooling follows: even m do it in passing and leave out what it does not need.</param>
    public static double Convolution(Windows windows, int filters, int outputs, bool pool = false)
    {
        var inPassing = pool && outputs % 2 == 0;
        var tiles = inPassing
            ? Tiles(windows.OutHeight / 2 * 2, outputs) * Tiles(windows.OutWidth / 2 * 2, outputs)
            : Tiles(windows.OutHeight, outputs) * Tiles(windows.OutWidth, outputs);
        return AmongPoints(tiles, windows.Channels, filters, outputs) + (pool && !inPassing ? PoolAlone(windows, filters) : 0);
    }

    /// <summary>The gradient of a convolution by its kernel.</summary>
    /// <param name="windows">The convolution's geometry.</param>
    /// <param name="filters">Its output channels.</param>
    /// <param name="outputs">m: 2, 3 or 4.</param>
    public static double KernelGradient(Windows windows, int filters, int outputs) =>
        AmongPoints(Tiles(windows.OutHeight, outputs) * Tiles(windows.OutWidth, outputs), windows.Channels, filters, outputs);

    /// <summary>Direct sums over windows, in any of the three directions.</summary>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="pool">Whether 2x2 max pooling follows.</param>
    public static double Direct(Windows windows, int filters, bool pool = false)
    {
        double depth = 9.0 * windows.Channels, kernel = depth * Padded(filters, 32);
        return windows.Positions * (kernel / SpeedWith(kernel) + Gather * depth) + Read * kernel + (pool ? PoolAlone(windows, filters) : 0);
    }

    private static double AmongPoints(double tiles, int channels, int filters, int outputs)
    {
        double c = Padded(channels, 16), f = Padded(filters, 32), points = (outputs + 2) * (outputs + 2), kernel = points * c * f;
        return tiles * (kernel / SpeedWith(kernel) + Transform * points * (c + f)) + Read * kernel;
    }

    private static double SpeedWith(double kernel) => kernel > FarKernel ? FarSpeed : Speed;

    private static double PoolAlone(Windows windows, int filters) => Pool * windows.Positions * filters;

    private static double Tiles(int size, int outputs) => (size + outputs - 1) / outputs;

    // To the blocks of the widest vectors, whichever run, so that all widths choose alike.
    private static double Padded(int channels, int block) => (channels + block - 1) / block * block;
}
