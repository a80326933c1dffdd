using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Compute.Winograd;

namespace MlNetCnn.Compute.Tests.Arithmetic;

/// <summary>A convolution small enough for sums in float64, with random input, kernel and gradient. Padding is 0 (valid), 1 (same) or 2 (full) on each side.</summary>
public sealed record WinogradCase(int Height, int Width, int Channels, int Filters, int Pad, int Batch)
{
    public int OutHeight => Height + 2 * Pad - 2;

    public int OutWidth => Width + 2 * Pad - 2;

    internal float[] Input => Net.Random((long)Batch * Height * Width * Channels, "input");

    internal float[] Kernel => Net.Random(9L * Channels * Filters, "kernel", 0.2);

    internal float[] OutputGradient => Net.Random((long)Batch * OutHeight * OutWidth * Filters, "gradient");

    internal Windows Windows => new(Height, Width, Channels, OutHeight, OutWidth, 3, 1, 1, Pad, Pad);

    // The same the other way: gradients go in, gradients by the input come out.
    internal Windows TurnedWindows => new(OutHeight, OutWidth, Filters, Height, Width, 3, 1, 1, 2 - Pad, 2 - Pad);

    internal static unsafe float[] Convolve(
        Windows windows, int filters, int batch, float[] input, float[] kernel, int outputs, bool turned = false, bool pool = false,
        Action<Epilogue>? prepare = null, SimdLevel? level = null, int threads = 1, WinogradBlocking? blocking = null)
    {
        var kernels = Kernels.For(level ?? SimdLevels.Best);
        using var method = new WinogradConvolution(kernels, windows, filters, outputs, turned) { Blocking = blocking };
        using var epilogue = new Epilogue(filters);
        prepare?.Invoke(epilogue);
        var count = (long)batch * (pool ? windows.OutHeight / 2 * (windows.OutWidth / 2) : windows.Positions) * filters;
        using NativeBuffer x = new(input.Length), w = new(kernel.Length), y = new(count + 1), scratch = new(method.Scratch * threads + method.SharedScratch(batch));
        input.CopyTo(x.Span);
        kernel.CopyTo(w.Span);
        // What is not written, or read before it was, shows.
        y.Span.Fill(float.NaN);
        scratch.Span.Fill(float.NaN);
        method.Pack(w.Pointer, threads);
        var run = new Execution(kernels, threads, scratch.Pointer, (nint)method.Scratch) { Batch = batch };
        method.Run(run, x.Pointer, epilogue, y.Pointer, pool);
        Assert.True(float.IsNaN(y.Span[^1]), "Written beyond the end.");
        return y.Span[..^1].ToArray();
    }

    internal static unsafe float[] KernelGradient(
        WinogradCase c, float[] input, float[] outputGradient, int outputs, SimdLevel? level = null, int threads = 1, int? blockTiles = null)
    {
        var kernels = Kernels.For(level ?? SimdLevels.Best);
        using var method = new WinogradKernelGradient(kernels, c.Windows, c.Filters, outputs) { BlockTiles = blockTiles };
        var count = 9L * c.Channels * c.Filters;
        using NativeBuffer x = new(input.Length), dy = new(outputGradient.Length), dw = new(count + 1), scratch = new(method.Scratch(c.Batch) * threads + method.SharedScratch(c.Batch));
        input.CopyTo(x.Span);
        outputGradient.CopyTo(dy.Span);
        dw.Span.Fill(float.NaN);
        scratch.Span.Fill(float.NaN);
        var run = new Execution(kernels, threads, scratch.Pointer, (nint)method.Scratch(c.Batch)) { Batch = c.Batch };
        method.Run(run, x.Pointer, dy.Pointer, dw.Pointer);
        Assert.True(float.IsNaN(dw.Span[^1]), "Written beyond the end.");
        return dw.Span[..^1].ToArray();
    }

    /// <summary>y = x * K, dx and dK in float64, by one loop over all products.</summary>
    internal (double[] Output, double[] InputGradient, double[] KernelGradient) Exact()
    {
        float[] x = Input, w = Kernel, dy = OutputGradient;
        double[] y = new double[dy.Length], dx = new double[x.Length], dw = new double[w.Length];
        for (var n = 0; n < Batch; n++)
            for (var oy = 0; oy < OutHeight; oy++)
                for (var ox = 0; ox < OutWidth; ox++)
                    for (var ky = 0; ky < 3; ky++)
                        for (var kx = 0; kx < 3; kx++)
                        {
                            int iy = oy - Pad + ky, ix = ox - Pad + kx;
                            if (iy < 0 || ix < 0 || iy >= Height || ix >= Width) continue;
                            int o = ((n * OutHeight + oy) * OutWidth + ox) * Filters, i = ((n * Height + iy) * Width + ix) * Channels, k = (ky * 3 + kx) * Channels * Filters;
                            for (var c = 0; c < Channels; c++)
                                for (var f = 0; f < Filters; f++)
                                {
                                    y[o + f] += (double)x[i + c] * w[k + c * Filters + f];
                                    dx[i + c] += (double)dy[o + f] * w[k + c * Filters + f];
                                    dw[k + c * Filters + f] += (double)dy[o + f] * x[i + c];
                                }
                        }

        return (y, dx, dw);
    }
}
