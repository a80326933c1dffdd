using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetCnn.Protobuf;

/// <summary>Values as the little-endian bytes that they are in memory, without a copy: what <c>raw_data</c> and <c>tensor_content</c> hold.</summary>
/// <param name="values">The values.</param>
internal sealed unsafe class FloatBytes(Memory<float> values) : MemoryManager<byte>
{
    public static ReadOnlyMemory<byte> Of(Memory<float> values) => values.IsEmpty ? default(ReadOnlyMemory<byte>) : new FloatBytes(values).Memory;

    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.Span);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        var handle = values.Pin();
        return new MemoryHandle(Unsafe.Add<byte>(handle.Pointer, elementIndex), default, new Pinned(handle));
    }

    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }

    private sealed class Pinned(MemoryHandle handle) : IPinnable
    {
        public MemoryHandle Pin(int elementIndex) => throw new InvalidOperationException("Memory is pinned through its manager.");

        public void Unpin() => handle.Dispose();
    }
}
