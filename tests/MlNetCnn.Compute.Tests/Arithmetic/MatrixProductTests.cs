using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Support;

namespace MlNetCnn.Compute.Tests.Arithmetic;

public unsafe class MatrixProductTests
{
    private static float[] Product(SimdLevel level, int threads, int m, int k, int n)
    {
        var kernels = Kernels.For(level);
        using NativeBuffer a = new((long)m * k), b = new((long)k * n), c = new((long)m * n);
        var left = Net.Random((long)m * k, "a");
        for (var i = 0; i < m; i++)
            for (var j = 0; j < k; j++) a.Span[i * k + j] = left[i * k + j];
        Net.Random((long)k * n, "b").CopyTo(b.Span);
        using var packed = new PackedMatrix(k, n, kernels.Gemm.Columns);
        packed.Pack(b.Pointer, n, 1);
        using var epilogue = new Epilogue(n);
        var perWorker = MatrixProduct.Scratch(kernels.Gemm, k, n, 0);
        using var scratch = new NativeBuffer(perWorker * threads);
        var run = new Execution(kernels, threads, scratch.Pointer, (nint)perWorker);
        MatrixProduct.Run(run, new MatrixRows(a.Pointer, k, k), m, packed, epilogue, 0, c.Pointer, n);
        return c.Span.ToArray();
    }

    private static float[] OneByOne(int m, int k, int n)
    {
        float[] a = Net.Random((long)m * k, "a"), b = Net.Random((long)k * n, "b"), c = new float[m * n];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = 0f;
                for (var p = 0; p < k; p++) sum = MathF.FusedMultiplyAdd(a[i * k + p], b[p * n + j], sum);
                c[i * n + j] = sum;
            }

        return c;
    }

    /// <summary>The promise of the kernels: every sum in order, one rounding per term, whatever the tile, the width or the threads.</summary>
    [Fact]
    public void Every_kernel_gives_the_bits_of_the_plain_loop() => Prop.ForAll(
        Gen.Choose(1, 40).Three().Select(t => (M: t.Item1, K: t.Item2, N: t.Item3 * 2)).ToArbitrary(),
        size =>
        {
            var expected = OneByOne(size.M, size.K, size.N);
            foreach (var level in SimdLevels.Available)
                if (!Product(level, 2, size.M, size.K, size.N).SequenceEqual(expected)) return false;
            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 2000, 70)]
    [InlineData(300, 1030, 33)]
    [InlineData(15, 513, 200)]
    public void Long_sums_in_several_passes_do_too(int m, int k, int n)
    {
        var expected = OneByOne(m, k, n);
        foreach (var level in SimdLevels.Available) Assert.Equal(expected, Product(level, 3, m, k, n));
    }
}
