using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary><c>TF_Buffer</c>: bytes and how they are given back (zero for ours, which TensorFlow only reads).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBuffer
{
    public byte* Data;
    public nuint Length;
    public nint Deallocator;
}
