using System.Runtime.InteropServices;
using System.Text;
using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.Files;

/// <summary>Writes NumPy's <c>.npy</c> files of float32, version 1.0 (numpy.org, "NPY format").</summary>
internal static class NpyWriter
{
    /// <summary>Writes a batch.</summary>
    public static void Write(string path, Tensor tensor) => Write(path, [tensor.Batch, .. tensor.Shape], tensor.Span.ToArray());

    /// <summary>Writes an array.</summary>
    public static void Write(string path, IReadOnlyList<int> shape, float[] values) => AtomicFile.Write(path, stream =>
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Concat(shape.Select(d => $"{d}, ")).TrimEnd()}), }}";

        // Padded so that the values start at a multiple of 64 bytes.
        header = header.PadRight((10 + header.Length + 1 + 63) / 64 * 64 - 11) + "\n";
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    });
}
