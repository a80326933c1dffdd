using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Arrays;

/// <summary>
/// Reads and writes NumPy's <c>.npy</c> files of little-endian float32 in C order (format versions 1 to 3). Float64, which NumPy makes by itself, is read
/// too, and rounded.
/// </summary>
internal static partial class NpyFile
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <exception cref="UserErrorException">Not such a file, or one that ends early; the message names it.</exception>
    public static NpyArray Read(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false) < 10 || !start.StartsWith(Magic))
            throw new UserErrorException($"'{path}' is not an .npy file: it does not start with \\x93NUMPY.");
        int length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (start[6] is < 1 or > 3) throw new UserErrorException($"'{path}' is an .npy file of version {start[6]}; versions 1 to 3 are read.");
        if (start[6] > 1)
        {
            stream.ReadExactly(start[10..]);
            length = BinaryPrimitives.ReadInt32LittleEndian(start[8..]);
        }

        if (length < 0 || length > stream.Length - stream.Position) throw new UserErrorException($"'{path}' ends inside its header.");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        var header = Encoding.UTF8.GetString(bytes);
        var match = Header().Match(header);
        if (!match.Success || match.Groups["type"].Value is not ("<f4" or "<f8") || match.Groups["order"].Value != "False")
            throw new UserErrorException($"'{path}' must hold little-endian float32 or float64 in C order ('<f4', '<f8'); its header says {header.Trim()}");

        var shape = match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? size
                : throw new UserErrorException($"'{path}' has the shape ({match.Groups["shape"].Value}), which is not one of whole numbers.")).ToList();
        var count = shape.Aggregate((Int128)1, (product, size) => product * size);
        var size = match.Groups["type"].Value == "<f8" ? sizeof(double) : sizeof(float);
        if (count * size != stream.Length - stream.Position)
            throw new UserErrorException($"'{path}' has {stream.Length - stream.Position} bytes of values; the shape ({string.Join(", ", shape)}) needs {count * size}.");
        if (count > Array.MaxLength) throw new UserErrorException($"'{path}' holds {count} values, more than fit into memory at once.");
        return new NpyArray(shape, size == sizeof(float) ? ReadValues<float>(stream, (int)count) : Array.ConvertAll(ReadValues<double>(stream, (int)count), x => (float)x));
    }

    private static T[] ReadValues<T>(Stream stream, int count)
        where T : unmanaged
    {
        var values = new T[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public static void Write(string path, NpyArray array)
    {
        var shape = array.Shape.Count == 1 ? $"{array.Shape[0]}," : string.Join(", ", array.Shape);
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}";
        // Padded so that the values start at a multiple of 64 bytes, as NumPy writes it.
        header = header.PadRight((10 + header.Length + 1 + 63) / 64 * 64 - 10 - 1) + "\n";
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Magic);
            stream.Write([1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
            stream.Write(Encoding.ASCII.GetBytes(header));
            stream.Write(MemoryMarshal.AsBytes(array.Values.AsSpan()));
        });
    }

    [GeneratedRegex(@"^\{(?=.*'descr': '(?<type>[^']*)')(?=.*'fortran_order': (?<order>True|False))(?=.*'shape': \((?<shape>[0-9, ]*)\))")]
    private static partial Regex Header();
}
