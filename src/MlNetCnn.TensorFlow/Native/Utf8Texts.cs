using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>Texts as C has them: UTF-8 that ends with a zero.</summary>
internal sealed unsafe class Utf8Texts : IDisposable
{
    private readonly int _count;

    public Utf8Texts(IReadOnlyList<string> texts)
    {
        _count = texts.Count;
        Pointers = (byte**)NativeMemory.AllocZeroed((nuint)_count, (nuint)sizeof(byte*));
        for (var i = 0; i < _count; i++) Pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
    }

    public byte** Pointers { get; }

    public void Dispose()
    {
        for (var i = 0; i < _count; i++) Marshal.FreeCoTaskMem((nint)Pointers[i]);
        NativeMemory.Free(Pointers);
    }
}
