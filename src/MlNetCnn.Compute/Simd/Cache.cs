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

    /// <summary>The same, but not into the nearest cache, where what is at work lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchFar(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }
}
