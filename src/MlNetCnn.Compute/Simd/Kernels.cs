using System.Runtime.Intrinsics;
using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>The vectorised kernels of one width.</summary>
internal sealed class Kernels
{
    private Kernels(SimdLevel level)
    {
        Level = level;
        Gemm = GemmKernel.For(level);
        Vectors = level switch
        {
            SimdLevel.Avx512 => new VectorKernels<Simd512, Vector512<float>>(),
            SimdLevel.Avx2 => new VectorKernels<Simd256, Vector256<float>>(),
            _ => new VectorKernels<Simd128, Vector128<float>>(),
        };
        Windows = level switch
        {
            SimdLevel.Avx512 => new WindowKernels<Simd512, Vector512<float>>(),
            SimdLevel.Avx2 => new WindowKernels<Simd256, Vector256<float>>(),
            _ => new WindowKernels<Simd128, Vector128<float>>(),
        };
        Depthwise = level switch
        {
            SimdLevel.Avx512 => new DepthwiseKernels<Simd512, Vector512<float>>(),
            SimdLevel.Avx2 => new DepthwiseKernels<Simd256, Vector256<float>>(),
            _ => new DepthwiseKernels<Simd128, Vector128<float>>(),
        };
        OuterProducts = level switch
        {
            SimdLevel.Avx512 => new OuterProductKernel<Simd512, Vector512<float>>(),
            SimdLevel.Avx2 => new OuterProductKernel<Simd256, Vector256<float>>(),
            _ => new OuterProductKernel<Simd128, Vector128<float>>(),
        };
    }

    /// <summary>The widest of this machine.</summary>
    public static Kernels Best { get; } = new(SimdLevels.Best);

    public SimdLevel Level { get; }

    /// <summary>Matrix products.</summary>
    public GemmKernel Gemm { get; }

    /// <summary>Elementwise arithmetic.</summary>
    public VectorKernels Vectors { get; }

    /// <summary>Pooling.</summary>
    public WindowKernels Windows { get; }

    /// <summary>Depthwise convolution.</summary>
    public DepthwiseKernels Depthwise { get; }

    /// <summary>Gradients of kernels.</summary>
    public OuterProductKernel OuterProducts { get; }

    /// <summary>The kernels of a width that this machine has.</summary>
    public static Kernels For(SimdLevel level) => level == SimdLevels.Best ? Best : new(level);

    /// <summary>Runs elementwise work with this width.</summary>
    /// <param name="rule">The work.</param>
    /// <param name="arguments">What it takes.</param>
    /// <param name="start">First value, a multiple of 16.</param>
    /// <param name="end">End, a multiple of 16.</param>
    public void Apply<TArguments>(IVectorRule<TArguments> rule, TArguments arguments, nint start, nint end)
    {
        switch (Level)
        {
            case SimdLevel.Avx512: rule.Apply<Simd512, Vector512<float>>(arguments, start, end); break;
            case SimdLevel.Avx2: rule.Apply<Simd256, Vector256<float>>(arguments, start, end); break;
            default: rule.Apply<Simd128, Vector128<float>>(arguments, start, end); break;
        }
    }
}
