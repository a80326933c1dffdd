using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MlNetCnn.Compute.Simd;

/// <summary>Hints to the cache. They change no result.</summary>
internal static unsafe class Cache
{
    /// <summary>Fetches the line of an address, which may be any, in advance. Nothing on processors without such an instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }
}
