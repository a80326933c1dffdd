using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass("Converts a column to a different type, using standard conversions.", typeof(TypeConvertingTransformer), null,
    typeof(SignatureLoadModel), "Convert Transform", TypeConvertingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another standard type.</summary>
public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ConvertTransform";

    internal TypeConvertingTransformer(IHostEnvironment env, DataKind outputKind, params (string, string)[] columns)
        : base(env, nameof(TypeConvertingTransformer), columns)
    {
        Contracts.CheckParam(StandardTypes.FromKind(outputKind) != null, nameof(outputKind), $"{outputKind} is no {nameof(DataKind)}");
        OutputKind = outputKind;
    }

    internal IReadOnlyList<(string OutputColumnName, string InputColumnName)> Columns => ColumnPairs;

    internal DataKind OutputKind { get; }

    private static VersionInfo GetVersionInfo() => new("CONVERTF", 0x00010004, 0x00010004, 0x00010004,
        typeof(TypeConvertingTransformer).Assembly.FullName, LoaderSignature);

    private static TypeConvertingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        (string, string)[] columns = LoadColumns(ctx);
        var kind = (DataKind)ctx.Reader.ReadByte();
        Contracts.CheckDecode(StandardTypes.FromKind(kind) != null, $"Corrupt model file: data kind {(byte)kind}");
        return new TypeConvertingTransformer(env, kind, columns);
    }

    /// <summary>The type of the items after conversion: a key stays a key of the new width. Null where there is no conversion.</summary>
    internal static PrimitiveDataViewType ConvertedType(PrimitiveDataViewType type, DataKind kind)
    {
        PrimitiveDataViewType target = StandardTypes.FromKind(kind);
        if (type is KeyDataViewType key)
        {
            if (!KeyDataViewType.IsValidDataType(target.RawType))
                return null;
            ulong maximum = ulong.MaxValue >> (64 - (8 * System.Runtime.InteropServices.Marshal.SizeOf(target.RawType)));
            target = new KeyDataViewType(target.RawType, Math.Min(key.Count, maximum));
        }
        return StandardConversion.Find(type, target) == null ? null : target;
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
        ctx.Writer.Write((byte)OutputKind);
    }

    private protected override BoundColumn BindColumn(int index, DataViewSchema.Column input)
    {
        var itemType = input.Type.ItemType() as PrimitiveDataViewType;
        PrimitiveDataViewType target = itemType == null ? null : ConvertedType(itemType, OutputKind);
        if (target == null)
        {
            throw Contracts.ExceptParam("inputSchema", $"source column '{input.Name}' with item type '{input.Type}' is not compatible " +
                $"with destination type '{StandardTypes.FromKind(OutputKind)}'");
        }
        DataViewType type = input.Type is VectorDataViewType vector ? new VectorDataViewType(target, vector.Dimensions) : target;
        Delegate convert = StandardConversion.Find(itemType, target);
        return new BoundColumn(type, AnnotationsOf(input, itemType, target), row => GenericCall.Invoke<Delegate>(typeof(TypeConvertingTransformer), null,
            type is VectorDataViewType ? nameof(CreateVector) : nameof(CreateScalar), [itemType.RawType, target.RawType], row, input, convert));
    }

    private static DataViewSchema.Annotations AnnotationsOf(DataViewSchema.Column input, PrimitiveDataViewType from, PrimitiveDataViewType to)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (input.Type is VectorDataViewType { IsKnownSize: true })
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        if (from is KeyDataViewType fromKey && to is KeyDataViewType toKey && fromKey.Count == toKey.Count)
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.KeyValues);
        if (from is NumberDataViewType && to is NumberDataViewType)
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.IsNormalized);
        if (input.Type is BooleanDataViewType && to is NumberDataViewType)
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return annotations.ToAnnotations();
    }

    private static ValueGetter<TTo> CreateScalar<TFrom, TTo>(DataViewRow row, DataViewSchema.Column input, Func<TFrom, TTo> convert)
    {
        ValueGetter<TFrom> getter = row.GetGetter<TFrom>(input);
        TFrom source = default;
        return (ref TTo value) =>
        {
            getter(ref source);
            value = convert(source);
        };
    }

    private static ValueGetter<VBuffer<TTo>> CreateVector<TFrom, TTo>(DataViewRow row, DataViewSchema.Column input, Func<TFrom, TTo> convert)
    {
        ValueGetter<VBuffer<TFrom>> getter = row.GetGetter<VBuffer<TFrom>>(input);
        VBuffer<TFrom> source = default;
        // What converts a default to a default keeps vectors sparse; text, say, does not.
        bool keepsDefault = EqualityComparer<TTo>.Default.Equals(convert(default), default);
        return (ref VBuffer<TTo> value) =>
        {
            getter(ref source);
            ReadOnlySpan<TFrom> values = source.GetValues();
            if (source.IsDense || keepsDefault)
            {
                var editor = VBufferEditor.Create(ref value, source.Length, values.Length);
                for (int i = 0; i < values.Length; i++)
                    editor.Values[i] = convert(values[i]);
                source.GetIndices().CopyTo(editor.Indices);
                value = editor.Commit();
                return;
            }
            var dense = VBufferEditor.Create(ref value, source.Length);
            dense.Values.Fill(convert(default));
            for (int i = 0; i < values.Length; i++)
                dense.Values[source.GetIndices()[i]] = convert(values[i]);
            value = dense.Commit();
        };
    }
}
