using System.Runtime.InteropServices;

namespace MlNetCnn.Compute.Memory;

/// <summary>Floats outside the garbage collector's heap, aligned to cache lines: weights, packed panels, arenas.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const nuint Alignment = 64;
    private float* _pointer;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">Number of floats, at least 0.</param>
    public NativeBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        // Whole vectors: kernels may run over the end of an odd length, into zeros.
        var bytes = (nuint)Bytes;
        _pointer = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_pointer, bytes);
        GC.AddMemoryPressure(Bytes);
    }

    ~NativeBuffer() => Free();

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float.</summary>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public float* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer == null, this);
            return _pointer;
        }
    }

    /// <summary>All floats, for buffers that a span can hold.</summary>
    public Span<float> Span => new(Pointer, checked((int)Length));

    private long Bytes => checked((Math.Max(Length, 1) + 15) / 16 * 16 * sizeof(float));

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_pointer == null) return;
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        GC.RemoveMemoryPressure(Bytes);
    }
}
