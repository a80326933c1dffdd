using MlNetCnn.Compute.Functions;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Compute.Winograd;

namespace MlNetCnn.Compute.Tests.Arithmetic;

public class WinogradTests
{
    private static readonly WinogradCase[] Shapes =
    [
        new(8, 8, 16, 32, 1, 1), new(9, 9, 32, 64, 1, 2), new(7, 11, 17, 33, 1, 3), new(3, 3, 1, 1, 0, 2), new(1, 1, 5, 3, 1, 1), new(1, 2, 3, 7, 2, 2),
        new(13, 5, 48, 20, 0, 2), new(6, 17, 33, 65, 2, 1), new(14, 14, 64, 96, 1, 5), new(30, 29, 19, 8, 0, 4),
    ];

    public static TheoryData<WinogradCase, int> Cases()
    {
        var cases = new TheoryData<WinogradCase, int>();
        foreach (var shape in Shapes)
            for (var m = 2; m <= 4; m++) cases.Add(shape, m);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Convolution_and_both_gradients_agree_with_direct_sums_in_float64(WinogradCase c, int m)
    {
        var (y, dx, dw) = c.Exact();
        // Study: rms error relative to the rms output 2-6e-7, 0.7-2.2e-6, 1.4-3.5e-6.
        var allowed = m switch { 2 => 7e-7, 3 => 2.5e-6, _ => 4e-6 };
        AssertClose(y, WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m), allowed);
        AssertClose(dx, WinogradCase.Convolve(c.TurnedWindows, c.Channels, c.Batch, c.OutputGradient, c.Kernel, m, turned: true), allowed);
        AssertClose(dw, WinogradCase.KernelGradient(c, c.Input, c.OutputGradient, m), allowed);
    }

    /// <summary>The promise of the engine: neither the vector width, nor the threads, nor how the work is cut shows in a single bit.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Widths_threads_and_blocks_do_not_show(WinogradCase c, int m)
    {
        var y = WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m);
        var dx = WinogradCase.Convolve(c.TurnedWindows, c.Channels, c.Batch, c.OutputGradient, c.Kernel, m, turned: true);
        var dw = WinogradCase.KernelGradient(c, c.Input, c.OutputGradient, m);
        foreach (var level in SimdLevels.Available)
            for (var threads = 1; threads <= 3; threads++)
            {
                Assert.Equal(y, WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m, level: level, threads: threads));
                Assert.Equal(dx, WinogradCase.Convolve(c.TurnedWindows, c.Channels, c.Batch, c.OutputGradient, c.Kernel, m, turned: true, level: level, threads: threads));
                Assert.Equal(dw, WinogradCase.KernelGradient(c, c.Input, c.OutputGradient, m, level, threads));
            }

        foreach (var blocking in new WinogradBlocking[] { new(1, 1, false), new(5, 2, false), new(100, 100, false), new(3, 1, true), new(64, 1, true) })
            Assert.Equal(y, WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m, threads: 2, blocking: blocking));
        foreach (var tiles in new[] { 1, 128 })
            Assert.Equal(dw, WinogradCase.KernelGradient(c, c.Input, c.OutputGradient, m, threads: 2, blockTiles: tiles));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_place_in_a_batch_does_not_show(int m)
    {
        var c = new WinogradCase(10, 7, 20, 40, 1, 5);
        var together = WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m, threads: 2);
        for (var n = 0; n < c.Batch; n++)
        {
            var alone = WinogradCase.Convolve(c.Windows, c.Filters, 1, c.Input[(n * 1400)..((n + 1) * 1400)], c.Kernel, m);
            Assert.Equal(together[(n * 2800)..((n + 1) * 2800)], alone);
        }
    }

    /// <summary>(dy, conv x) = (dx, x) = (dw, w): the gradients belong to the very convolution, whatever its padding.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_adjoint_to_the_convolution(WinogradCase c, int m)
    {
        var y = WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m);
        var dx = WinogradCase.Convolve(c.TurnedWindows, c.Channels, c.Batch, c.OutputGradient, c.Kernel, m, turned: true);
        var dw = WinogradCase.KernelGradient(c, c.Input, c.OutputGradient, m);
        var expected = Dot(c.OutputGradient, y);
        var allowed = 1e-5 * Math.Sqrt(Dot(c.OutputGradient, c.OutputGradient) * Dot(y, y));
        Assert.Equal(expected, Dot(dx, c.Input), allowed);
        Assert.Equal(expected, Dot(dw, c.Kernel), allowed);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("relu")]
    [InlineData("silu")]
    public void The_epilogue_scales_shifts_and_activates_and_pooling_in_passing_is_pooling(string activation)
    {
        foreach (var (m, c) in new[] { (2, Shapes[1]), (3, Shapes[2]), (4, Shapes[2]), (4, Shapes[9]), (2, Shapes[9]), (4, Shapes[3]) })
        {
            float[] scale = Net.Random(c.Filters, "scale"), shift = Net.Random(c.Filters, "shift");
            void Prepare(Epilogue e)
            {
                e.Rescale(scale, shift);
                e.Activate(ActivationKernel.Find(activation)!);
            }

            var sums = WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m);
            foreach (var level in SimdLevels.Available)
            {
                var y = WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m, prepare: Prepare, level: level, threads: 2);
                var i = 0;
                Assert.All(sums, s => Assert.Equal(Direct.Activate(activation, (double)s * scale[i % c.Filters] + shift[i % c.Filters]), y[i++], 1e-4f));
                if (m == 3) continue;
                Assert.Equal(Pool(c, y), WinogradCase.Convolve(c.Windows, c.Filters, c.Batch, c.Input, c.Kernel, m, pool: true, prepare: Prepare, level: level, threads: 2));
            }
        }
    }

    [Fact]
    public void Tiles_of_three_cannot_pool()
    {
        using var three = new WinogradConvolution(Kernels.Best, Shapes[0].Windows, 32, 3);
        using var four = new WinogradConvolution(Kernels.Best, Shapes[0].Windows, 32, 4);
        Assert.False(three.CanPool);
        Assert.True(four.CanPool);
    }

    /// <summary>Scratch is asked for once, for the largest batch; smaller batches run in it too.</summary>
    [Theory]
    [InlineData(512, 512, 9)]
    [InlineData(512, 512, 18)]
    [InlineData(256, 256, 37)]
    [InlineData(64, 64, 150)]
    [InlineData(32, 64, 14)]
    public void Scratch_for_a_batch_holds_every_smaller_one(int channels, int filters, int size)
    {
        for (var m = 2; m <= 4; m++)
        {
            int points = (m + 2) * (m + 2), perPicture = (size + m - 1) / m * ((size + m - 1) / m);
            var gemm = Kernels.Best.Gemm;
            var own = WinogradBlocking.Of(gemm, points, channels, filters, int.MaxValue / 2, 1);
            for (var batch = 1; batch <= 64; batch++)
                for (var threads = 1; threads <= 64; threads *= 2)
                {
                    var blocking = WinogradBlocking.Of(gemm, points, channels, filters, batch * perPicture, threads);
                    var most = blocking.Together ? WinogradBlocking.MostTogether(gemm, points, channels, filters, 64 * perPicture) : own.Together ? 0 : own.Tiles;
                    Assert.InRange(blocking.Tiles, 1, most);
                }
        }
    }

    private static float[] Pool(WinogradCase c, float[] y)
    {
        int h = c.OutHeight / 2, w = c.OutWidth / 2, f = c.Filters;
        var pooled = new float[c.Batch * h * w * f];
        for (var i = 0; i < pooled.Length; i++)
        {
            int channel = i % f, px = i / f % w, py = i / f / w % h, n = i / f / w / h;
            float At(int dy, int dx) => y[((n * c.OutHeight + 2 * py + dy) * c.OutWidth + 2 * px + dx) * f + channel];
            pooled[i] = Math.Max(Math.Max(At(0, 0), At(0, 1)), Math.Max(At(1, 0), At(1, 1)));
        }

        return pooled;
    }

    private static void AssertClose(double[] expected, float[] actual, double allowed)
    {
        Assert.Equal(expected.Length, actual.Length);
        double error = 0, size = 0;
        for (var i = 0; i < expected.Length; i++) (error, size) = (error + Math.Pow(expected[i] - actual[i], 2), size + expected[i] * expected[i]);
        Assert.True(Math.Sqrt(error) <= allowed * Math.Sqrt(size), $"rms error {Math.Sqrt(error / size):E2} of the rms value, allowed {allowed:E2}.");
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
