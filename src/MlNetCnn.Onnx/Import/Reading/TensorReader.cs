using System.Runtime.InteropServices;
using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Import;

/// <summary><c>TensorProto</c> of onnx.proto. Values that stand one by one become the bytes that they are in memory, so that all tensors are alike.</summary>
internal static class TensorReader
{
    private const int MostDimensions = 64;

    public static TensorProto Read(MessageSource tensor)
    {
        var (reader, name, type, raw, isExternal) = (tensor.Reader, "", ElementType.Undefined, default(ReadOnlyMemory<byte>), false);
        var (shape, external) = (new List<long>(), new List<StringEntry>());
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.Int64s(shape, MostDimensions); break;
                case 2: type = (ElementType)reader.Int32(); break;
                case 8: name = tensor.Text(); break;
                case 9: raw = reader.Bytes(); break;
                case 13: external.Add(EntryReader.Read(tensor.Message($"external_data[{external.Count}]"))); break;
                case 14: isExternal = reader.Int64() == 1; break;
                default: reader.Skip(); break;
            }
        }

        if (shape.Find(size => size < 0) is < 0 and var negative) throw reader.Error($"the tensor '{name}' has a dimension of {negative}.");
        if (isExternal && external.Count == 0) throw reader.Error($"the tensor '{name}' lies in another file, which is not named.");
        if (raw.IsEmpty && !isExternal) raw = Listed(tensor with { Reader = reader.Again() }, type, name);
        return new TensorProto(name, type, shape) { RawData = raw, ExternalData = isExternal ? external : [] };
    }

    /// <summary>Values of <c>float_data</c> and the like, as bytes.</summary>
    private static ReadOnlyMemory<byte> Listed(MessageSource tensor, ElementType type, string name)
    {
        var (reader, floats, wholes) = (tensor.Reader, new List<float>(), new List<long>());
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 4: reader.Floats(floats); break;
                case 5 or 7:
                    // A number takes at least one byte of the file, and eight in the list.
                    tensor.Take(24L * reader.FieldLength);
                    reader.Int64s(wholes, int.MaxValue);
                    break;
                case 10 when reader.FieldLength > 0: throw reader.Error($"the tensor '{name}' holds its values as double_data, which is not read.", reason: ModelFormatReason.Unsupported);
                default: reader.Skip(); break;
            }
        }

        if (floats.Count == 0 && wholes.Count == 0) return default;
        tensor.Take(4L * floats.Count + 8L * wholes.Count);
        return type switch
        {
            ElementType.Float => Bytes<float>([.. floats]),
            ElementType.Int64 => Bytes<long>([.. wholes]),
            ElementType.Int32 => Bytes<int>([.. wholes.Select(value => unchecked((int)value))]),
            ElementType.Float16 or ElementType.BFloat16 => Bytes<ushort>([.. wholes.Select(value => unchecked((ushort)value))]),
            ElementType.Bool or ElementType.UInt8 or ElementType.Int8 => Bytes<byte>([.. wholes.Select(value => unchecked((byte)value))]),
            _ => throw reader.Error($"the tensor '{name}' holds values of type {type} one by one, which is not read.", reason: ModelFormatReason.Unsupported),
        };
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
