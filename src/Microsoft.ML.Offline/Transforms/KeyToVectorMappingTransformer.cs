using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass("Converts a key column to an indicator vector.", typeof(KeyToVectorMappingTransformer), null, typeof(SignatureLoadModel),
    "KeyToVectorTransform", KeyToVectorMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>
/// Maps a key to a vector with a one in the key's slot, the missing key to zeros. Vectors of keys become the concatenation
/// of such vectors, or their sum.
/// </summary>
public sealed class KeyToVectorMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToVectorTransform";

    private readonly bool _outputCountVector;

    internal KeyToVectorMappingTransformer(IHostEnvironment env, bool outputCountVector, params (string, string)[] columns)
        : base(env, nameof(KeyToVectorMappingTransformer), columns)
        => _outputCountVector = outputCountVector;

    internal IReadOnlyList<(string OutputColumnName, string InputColumnName)> Columns => ColumnPairs;

    private static VersionInfo GetVersionInfo() => new("KEY2VECT", 0x00010002, 0x00010002, 0x00010002,
        typeof(KeyToVectorMappingTransformer).Assembly.FullName, LoaderSignature);

    private static KeyToVectorMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        (string, string)[] columns = LoadColumns(ctx);
        return new KeyToVectorMappingTransformer(env, ctx.Reader.ReadBoolean(), columns);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
        ctx.Writer.Write(_outputCountVector);
    }

    private protected override BoundColumn BindColumn(int index, DataViewSchema.Column input)
    {
        if (input.Type.ItemType() is not KeyDataViewType key)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", input.Name, "key type of known cardinality", input.Type.ToString());
        Contracts.Check(key.Count <= int.MaxValue, "KeyDataViewType.Count exceeds int.MaxValue.");
        int size = (int)key.Count;
        int valueCount = input.Type is VectorDataViewType vector ? vector.Size : 1;
        VectorDataViewType type = _outputCountVector || valueCount == 1
            ? new VectorDataViewType(NumberDataViewType.Single, size)
            : new VectorDataViewType(NumberDataViewType.Single, valueCount, size);
        return new BoundColumn(type, AnnotationsOf(input, type, size, valueCount), row => input.Type is VectorDataViewType
            ? CreateVector(KeyReader.BindVector(row, input), size)
            : CreateScalar(KeyReader.Bind(row, input), size));
    }

    private static ValueGetter<VBuffer<float>> CreateScalar(Func<ulong> readKey, int size) => (ref VBuffer<float> value) =>
    {
        ulong key = readKey();
        bool known = key > 0 && key <= (ulong)size;
        var editor = VBufferEditor.Create(ref value, size, known ? 1 : 0, requireIndicesOnDense: true);
        if (known)
        {
            editor.Values[0] = 1;
            editor.Indices[0] = (int)key - 1;
        }
        value = editor.Commit();
    };

    private ValueGetter<VBuffer<float>> CreateVector(Func<VBuffer<ulong>> readKeys, int size) => (ref VBuffer<float> value) =>
    {
        VBuffer<ulong> keys = readKeys();
        var editor = VBufferEditor.Create(ref value, _outputCountVector ? size : checked(size * keys.Length));
        editor.Values.Clear();
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = keys.GetValues()[i];
            if (key > 0 && key <= (ulong)size)
                editor.Values[(_outputCountVector ? 0 : i * size) + (int)key - 1]++;
        }
        value = editor.Commit();
    };

    private DataViewSchema.Annotations AnnotationsOf(DataViewSchema.Column input, VectorDataViewType type, int size, int valueCount)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        bool isScalar = input.Type is not VectorDataViewType;
        if (input.HasKeyValues() && type.IsKnownSize)
        {
            ValueGetter<VBuffer<ReadOnlyMemory<char>>> names = _outputCountVector || isScalar
                ? (ref VBuffer<ReadOnlyMemory<char>> value) => input.GetKeyValues(ref value)
                : (ref VBuffer<ReadOnlyMemory<char>> value) => GetSlotNames(input, valueCount, size, ref value);
            annotations.Add(AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, type.Dimensions), names);
        }
        if (!_outputCountVector && valueCount > 0)
        {
            int[] ranges = [.. Enumerable.Range(0, valueCount).SelectMany(slot => (int[])[slot * size, ((slot + 1) * size) - 1])];
            annotations.Add(AnnotationKinds.CategoricalSlotRanges, new VectorDataViewType(NumberDataViewType.Int32, valueCount, 2), AnnotationValue.CreateVector(ranges));
        }
        if (!_outputCountVector || isScalar)
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return annotations.ToAnnotations();
    }

    /// <summary>Names as "slot.key", an unnamed slot as its number in brackets.</summary>
    private static void GetSlotNames(DataViewSchema.Column input, int valueCount, int size, ref VBuffer<ReadOnlyMemory<char>> names)
    {
        VBuffer<ReadOnlyMemory<char>> keys = default;
        input.GetKeyValues(ref keys);
        VBuffer<ReadOnlyMemory<char>> slots = default;
        if (input.HasSlotNames())
            input.GetSlotNames(ref slots);
        var editor = VBufferEditor.Create(ref names, valueCount * size);
        for (int slot = 0; slot < valueCount; slot++)
        {
            ReadOnlyMemory<char> name = slots.Length > 0 ? slots.GetItemOrDefault(slot) : default;
            for (int key = 0; key < size; key++)
                editor.Values[(slot * size) + key] = $"{(name.IsEmpty ? $"[{slot}]" : name)}.{keys.GetItemOrDefault(key)}".AsMemory();
        }
        names = editor.Commit();
    }
}
