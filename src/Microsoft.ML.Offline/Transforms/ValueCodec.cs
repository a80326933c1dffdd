using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Column types and arrays of values as bytes. Reading trusts nothing: counts are bounded by the bytes that are left.</summary>
internal static class ValueCodec
{
    private const byte KeyCode = 100;
    private const byte VectorCode = 101;
    private const byte RowIdCode = 102;
    private const int MaxDimensions = 64;

    public static bool Supports(DataViewType type)
        => type.ItemType() is KeyDataViewType or RowIdDataViewType || StandardTypes.KindOf(type.ItemType()) != null;

    public static void WriteType(BinaryWriter writer, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType vector:
                writer.Write(VectorCode);
                writer.Write(vector.Dimensions.Length);
                foreach (int dimension in vector.Dimensions)
                    writer.Write(dimension);
                WriteType(writer, vector.ItemType);
                break;
            case KeyDataViewType key:
                writer.Write(KeyCode);
                writer.Write((byte)StandardTypes.KindOf(StandardTypes.FromRawType(key.RawType)).Value);
                writer.Write(key.Count);
                break;
            case RowIdDataViewType:
                writer.Write(RowIdCode);
                break;
            default:
                writer.Write((byte)(StandardTypes.KindOf(type) ?? throw Contracts.ExceptNotSupported($"Columns of type {type} cannot be saved")));
                break;
        }
    }

    /// <exception cref="FormatException">The bytes are no type.</exception>
    public static DataViewType ReadType(BinaryReader reader)
    {
        byte code = reader.ReadByte();
        if (code != VectorCode)
            return ReadPrimitiveType(reader, code);
        int count = reader.ReadInt32();
        Contracts.CheckDecode(count is > 0 and <= MaxDimensions, $"Corrupt model file: a vector of {count} dimensions");
        var dimensions = new int[count];
        for (int i = 0; i < count; i++)
            dimensions[i] = reader.ReadInt32();
        Contracts.CheckDecode(dimensions.All(d => d >= 0) && dimensions.Aggregate(1L, (size, d) => Math.Min(size * d, 1L << 32)) <= int.MaxValue,
            "Corrupt model file: dimensions out of range");
        return new VectorDataViewType(ReadPrimitiveType(reader), ImmutableArray.Create(dimensions));
    }

    /// <exception cref="FormatException">The bytes are no primitive type.</exception>
    public static PrimitiveDataViewType ReadPrimitiveType(BinaryReader reader) => ReadPrimitiveType(reader, reader.ReadByte());

    private static PrimitiveDataViewType ReadPrimitiveType(BinaryReader reader, byte code)
    {
        switch (code)
        {
            case KeyCode:
                Type rawType = StandardTypes.FromKind((DataKind)reader.ReadByte())?.RawType;
                ulong keys = reader.ReadUInt64();
                Contracts.CheckDecode(rawType != null && KeyDataViewType.IsValidDataType(rawType) && keys > 0, "Corrupt model file: an impossible key type");
                try
                {
                    return new KeyDataViewType(rawType, keys);
                }
                catch (ArgumentOutOfRangeException exception)
                {
                    throw Contracts.ExceptDecode("Corrupt model file: an impossible key type", exception);
                }
            case RowIdCode:
                return RowIdDataViewType.Instance;
            default:
                return StandardTypes.FromKind((DataKind)code) ?? throw Contracts.ExceptDecode($"Corrupt model file: unknown type code {code}");
        }
    }

    public static void WriteArray<T>(BinaryWriter writer, T[] values)
    {
        writer.Write(values.Length);
        foreach (T value in values)
            Write(writer, value);
    }

    public static T[] ReadArray<T>(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        // Every value takes at least one byte.
        Contracts.CheckDecode(count >= 0 && count <= reader.BaseStream.Length - reader.BaseStream.Position, $"Corrupt model file: {count} values");
        var values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = (T)Read(reader, typeof(T));
        return values;
    }

    public static void Write(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case sbyte v: writer.Write(v); break;
            case byte v: writer.Write(v); break;
            case short v: writer.Write(v); break;
            case ushort v: writer.Write(v); break;
            case int v: writer.Write(v); break;
            case uint v: writer.Write(v); break;
            case long v: writer.Write(v); break;
            case ulong v: writer.Write(v); break;
            case float v: writer.Write(v); break;
            case double v: writer.Write(v); break;
            case bool v: writer.Write(v); break;
            case ReadOnlyMemory<char> v: writer.Write(v.ToString()); break;
            case TimeSpan v: writer.Write(v.Ticks); break;
            case DateTime v: writer.Write(v.ToBinary()); break;
            case DateTimeOffset v: writer.Write(v.Ticks); writer.Write((short)v.Offset.TotalMinutes); break;
            case DataViewRowId v: writer.Write(v.Low); writer.Write(v.High); break;
            default: throw Contracts.ExceptNotSupported($"Values of type {value?.GetType()} cannot be saved");
        }
    }

    /// <exception cref="FormatException">The bytes are no such value.</exception>
    public static object Read(BinaryReader reader, Type type)
    {
        if (type == typeof(sbyte)) return reader.ReadSByte();
        if (type == typeof(byte)) return reader.ReadByte();
        if (type == typeof(short)) return reader.ReadInt16();
        if (type == typeof(ushort)) return reader.ReadUInt16();
        if (type == typeof(int)) return reader.ReadInt32();
        if (type == typeof(uint)) return reader.ReadUInt32();
        if (type == typeof(long)) return reader.ReadInt64();
        if (type == typeof(ulong)) return reader.ReadUInt64();
        if (type == typeof(float)) return reader.ReadSingle();
        if (type == typeof(double)) return reader.ReadDouble();
        if (type == typeof(bool)) return reader.ReadBoolean();
        if (type == typeof(ReadOnlyMemory<char>)) return reader.ReadString().AsMemory();
        if (type == typeof(DataViewRowId)) return new DataViewRowId(reader.ReadUInt64(), reader.ReadUInt64());
        try
        {
            if (type == typeof(TimeSpan)) return new TimeSpan(reader.ReadInt64());
            if (type == typeof(DateTime)) return DateTime.FromBinary(reader.ReadInt64());
            if (type == typeof(DateTimeOffset)) return new DateTimeOffset(reader.ReadInt64(), TimeSpan.FromMinutes(reader.ReadInt16()));
        }
        catch (ArgumentException exception)
        {
            throw Contracts.ExceptDecode("Corrupt model file: an impossible date", exception);
        }
        throw Contracts.ExceptDecode($"Corrupt model file: values of type {type} cannot be read");
    }
}
