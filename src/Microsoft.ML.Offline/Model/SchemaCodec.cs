using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>The input schema in a model zip: names, types and annotations. Columns of other than standard types are left out, as in ML.NET.</summary>
internal static class SchemaCodec
{
    private const uint Magic = 0x53464F4D;
    private const int MaxColumns = 1 << 20;

    public static void Write(Stream stream, DataViewSchema schema)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        Write(writer, schema, column => WriteAnnotations(writer, column.Annotations));
    }

    /// <exception cref="FormatException">The bytes are no schema.</exception>
    public static DataViewSchema Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            Contracts.CheckDecode(reader.ReadUInt32() == Magic, "Corrupt model file: the entry Schema holds no schema of this library");
            var builder = new DataViewSchema.Builder();
            Read(reader, (name, type) => builder.AddColumn(name, type, ReadAnnotations(reader)));
            return builder.ToSchema();
        }
        catch (EndOfStreamException exception)
        {
            throw Contracts.ExceptDecode("Corrupt model file: the entry Schema ends too early", exception);
        }
    }

    private static void Write(BinaryWriter writer, IEnumerable<DataViewSchema.Column> columns, Action<DataViewSchema.Column> writeRest)
    {
        DataViewSchema.Column[] supported = [.. columns.Where(column => ValueCodec.Supports(column.Type))];
        writer.Write(supported.Length);
        foreach (DataViewSchema.Column column in supported)
        {
            writer.Write(column.Name);
            ValueCodec.WriteType(writer, column.Type);
            writeRest(column);
        }
    }

    private static void Read(BinaryReader reader, Action<string, DataViewType> readRest)
    {
        int count = reader.ReadInt32();
        Contracts.CheckDecode(count is >= 0 and <= MaxColumns, $"Corrupt model file: a schema of {count} columns");
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            Contracts.CheckDecode(name.Length > 0, "Corrupt model file: a column without a name");
            readRest(name, ValueCodec.ReadType(reader));
        }
    }

    private static void WriteAnnotations(BinaryWriter writer, DataViewSchema.Annotations annotations)
        => Write(writer, annotations.Schema, annotation => GenericCall.Invoke<object>(typeof(SchemaCodec), null,
            annotation.Type is VectorDataViewType ? nameof(WriteVector) : nameof(WriteScalar), annotation.Type.ItemType().RawType, writer, annotations, annotation));

    private static DataViewSchema.Annotations ReadAnnotations(BinaryReader reader)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Read(reader, (name, type) => builder.Add(name, type, GenericCall.Invoke<Delegate>(typeof(SchemaCodec), null,
            type is VectorDataViewType ? nameof(ReadVector) : nameof(ReadScalar), type.ItemType().RawType, reader)));
        return builder.ToAnnotations();
    }

    private static object WriteScalar<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        T value = default;
        annotations.GetGetter<T>(annotation)(ref value);
        ValueCodec.Write(writer, value);
        return null;
    }

    private static object WriteVector<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        VBuffer<T> value = default;
        annotations.GetGetter<VBuffer<T>>(annotation)(ref value);
        ValueCodec.WriteArray(writer, value.DenseValues().ToArray());
        return null;
    }

    private static Delegate ReadScalar<T>(BinaryReader reader) => AnnotationValue.CreateScalar((T)ValueCodec.Read(reader, typeof(T)));

    private static Delegate ReadVector<T>(BinaryReader reader) => AnnotationValue.CreateVector(ValueCodec.ReadArray<T>(reader));
}
