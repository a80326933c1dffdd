using System.Runtime.Intrinsics.X86;

namespace MlNetCnn.Compute.Simd;

/// <summary>Vector width that the kernels run with.</summary>
internal enum SimdLevel
{
    /// <summary>128 bits: everywhere (SSE, NEON, software).</summary>
    Portable,

    /// <summary>256 bits: AVX2 with FMA.</summary>
    Avx2,

    /// <summary>512 bits: AVX-512.</summary>
    Avx512,
}

/// <summary>Which widths this machine has.</summary>
internal static class SimdLevels
{
    /// <summary>The widest.</summary>
    public static SimdLevel Best => Avx512F.IsSupported ? SimdLevel.Avx512 : Fma.IsSupported && Avx2.IsSupported ? SimdLevel.Avx2 : SimdLevel.Portable;

    /// <summary>All that run here, portable first.</summary>
    public static IEnumerable<SimdLevel> Available => Enum.GetValues<SimdLevel>().Where(l => l <= Best);
}
