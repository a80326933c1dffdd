using System.Runtime.InteropServices;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>Values of the file: a weight, or what an attribute or an operator of constants gives.</summary>
/// <param name="Tensor">Type, shape and bytes.</param>
internal sealed record Constant(TensorProto Tensor) : ImportedValue
{
    public IReadOnlyList<long> Shape => Tensor.Shape;

    /// <summary>Number of values that the shape says; -1 where that is beyond all arrays.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (var size in Shape)
            {
                if (size > 0 && count > Array.MaxLength / size) return -1;
                count *= size;
            }

            return count;
        }
    }

    /// <summary>Bytes of a value in the file; 0 for types that are not read.</summary>
    private int Width => Tensor.Type switch
    {
        ElementType.Float or ElementType.Int32 => 4,
        ElementType.Double or ElementType.Int64 => 8,
        ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Bool or ElementType.UInt8 or ElementType.Int8 => 1,
        _ => 0,
    };

    /// <summary>Whether as many bytes are there as the shape says, of a type that is read.</summary>
    public bool IsSound => Width > 0 && Count >= 0 && Tensor.RawData.Length == Count * Width;

    /// <summary>The numbers as float32, a new array.</summary>
    public float[] ToFloats()
    {
        var bytes = Tensor.RawData.Span;
        return Tensor.Type switch
        {
            ElementType.Float => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            ElementType.Double => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), value => (float)value),
            ElementType.Float16 => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (float)value),
            ElementType.BFloat16 => Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), value => BitConverter.UInt32BitsToSingle((uint)value << 16)),
            _ => Array.ConvertAll(ToLongs(), value => (float)value),
        };
    }

    /// <summary>The numbers as whole ones, a new array; fractions are cut off.</summary>
    public long[] ToLongs()
    {
        var bytes = Tensor.RawData.Span;
        return Tensor.Type switch
        {
            ElementType.Int64 => MemoryMarshal.Cast<byte, long>(bytes).ToArray(),
            ElementType.Int32 => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), value => (long)value),
            ElementType.Int8 => Array.ConvertAll(MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray(), value => (long)value),
            ElementType.Bool or ElementType.UInt8 => Array.ConvertAll(bytes.ToArray(), value => (long)value),
            _ => Array.ConvertAll(ToFloats(), value => (long)value),
        };
    }

    public bool IsWhole => Tensor.Type is ElementType.Int64 or ElementType.Int32 or ElementType.Int8 or ElementType.Bool or ElementType.UInt8;
}
