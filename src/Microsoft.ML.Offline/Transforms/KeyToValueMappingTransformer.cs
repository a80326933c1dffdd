using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(KeyToValueMappingTransformer), null, typeof(SignatureLoadModel),
    "Key To Value Transform", KeyToValueMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to the values in the column's annotation KeyValues; the missing key to a missing value.</summary>
public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToValueTransform";

    internal KeyToValueMappingTransformer(IHostEnvironment env, params (string, string)[] columns)
        : base(env, nameof(KeyToValueMappingTransformer), columns)
    {
    }

    internal IReadOnlyList<(string OutputColumnName, string InputColumnName)> Columns => ColumnPairs;

    private static VersionInfo GetVersionInfo() => new("KEY2VALT", 0x00010001, 0x00010001, 0x00010001,
        typeof(KeyToValueMappingTransformer).Assembly.FullName, LoaderSignature);

    private static KeyToValueMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new KeyToValueMappingTransformer(env, LoadColumns(ctx));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
    }

    private protected override BoundColumn BindColumn(int index, DataViewSchema.Column input)
    {
        var values = input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type as VectorDataViewType;
        Contracts.Check(values != null, "Metadata KeyValues does not exist");
        Contracts.Check(input.Type.ItemType() is KeyDataViewType key && key.Count == (ulong)values.Size, "KeyValues metadata size does not match column type key count");
        DataViewType type = input.Type is VectorDataViewType vector ? new VectorDataViewType(values.ItemType, vector.Dimensions) : values.ItemType;
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new BoundColumn(type, annotations.ToAnnotations(), row => GenericCall.Invoke<Delegate>(
            typeof(KeyToValueMappingTransformer), null, nameof(CreateGetter), values.ItemType.RawType, row, input));
    }

    private static Delegate CreateGetter<TValue>(DataViewRow row, DataViewSchema.Column input)
    {
        VBuffer<TValue> buffer = default;
        input.GetKeyValues(ref buffer);
        // Key k stands at k; the missing key at 0.
        TValue[] values = [MissingValues.Of<TValue>(), .. buffer.DenseValues()];
        return input.Type is VectorDataViewType ? CreateVector(KeyReader.BindVector(row, input), values) : CreateScalar(KeyReader.Bind(row, input), values);
    }

    private static ValueGetter<TValue> CreateScalar<TValue>(Func<ulong> readKey, TValue[] values)
        => (ref TValue value) => value = Look(values, readKey());

    private static ValueGetter<VBuffer<TValue>> CreateVector<TValue>(Func<VBuffer<ulong>> readKeys, TValue[] values)
        => (ref VBuffer<TValue> value) =>
        {
            VBuffer<ulong> keys = readKeys();
            var editor = VBufferEditor.Create(ref value, keys.Length);
            for (int i = 0; i < keys.Length; i++)
                editor.Values[i] = Look(values, keys.GetValues()[i]);
            value = editor.Commit();
        };

    private static TValue Look<TValue>(TValue[] values, ulong key) => key < (ulong)values.Length ? values[key] : values[0];
}
