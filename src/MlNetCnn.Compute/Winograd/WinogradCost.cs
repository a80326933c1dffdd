using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Winograd;

/// <summary>
/// Estimates how long a 3x3 convolution with stride 1 takes, per picture, in multiply-adds at the machine's full speed, so that ways of computing it can be compared. It
/// looks at geometry and channels only, never at batch or threads: the way shows in the last bits of results, and these must not depend on either.
/// </summary>
/// <remarks>The constants are fitted to measurements of 16 layers with 32 to 512 channels (docs/engine.md).</remarks>
internal static class WinogradCost
{
    // What the transforms of one point of a tile take for every input channel and every output channel: a few operations, but mostly the way to memory and back.
    private const double Transform = 32;

    // Share of full speed at which the products run.
    private const double ProductSpeed = 0.85;

    // The same of a direct convolution, whose operand is gathered from windows.
    private const double DirectSpeed = 0.9;

    // What it takes to gather a value of a window.
    private const double Gather = 8;

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
        var depth = 9.0 * windows.Channels;
        return windows.Positions * depth * (Padded(filters) / DirectSpeed + Gather) + (pool ? PoolAlone(windows, filters) : 0);
    }

    private static double AmongPoints(double tiles, int channels, int filters, int outputs)
    {
        double c = Padded(channels), f = Padded(filters);
        return tiles * (outputs + 2) * (outputs + 2) * (c * f / ProductSpeed + Transform * (c + f));
    }

    private static double PoolAlone(Windows windows, int filters) => Pool * windows.Positions * filters;

    private static double Tiles(int size, int outputs) => (size + outputs - 1) / outputs;

    // The same for all vector widths, so that these choose alike.
    private static double Padded(int channels) => (channels + 15) / 16 * 16;
}
