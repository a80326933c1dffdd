using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass("Converts input values (words, numbers, etc.) to index in a dictionary.", typeof(ValueToKeyMappingTransformer), null,
    typeof(SignatureLoadModel), "Term Transform", ValueToKeyMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to keys; a value that was not learned maps to the missing key.</summary>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "TermTransform";
    private const string VocabularyName = "Vocabulary.bin";

    private readonly TermMap[] _terms;
    private readonly bool _asText;

    internal ValueToKeyMappingTransformer(IHostEnvironment env, (string, string)[] columns, TermMap[] terms, bool asText)
        : base(env, nameof(ValueToKeyMappingTransformer), columns)
    {
        _terms = terms;
        _asText = asText;
    }

    private static VersionInfo GetVersionInfo() => new("TERMTRNF", 0x00010003, 0x00010003, 0x00010003,
        typeof(ValueToKeyMappingTransformer).Assembly.FullName, LoaderSignature);

    private static ValueToKeyMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        (string, string)[] columns = LoadColumns(ctx);
        bool asText = ctx.Reader.ReadBoolean();
        TermMap[] terms = null;
        bool found = ctx.TryLoadBinaryStream(VocabularyName, reader => terms = Array.ConvertAll(columns, _ => TermMap.Load(reader)));
        Contracts.CheckDecode(found, $"Missing {VocabularyName}");
        return new ValueToKeyMappingTransformer(env, columns, terms, asText);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
        ctx.Writer.Write(_asText);
        ctx.SaveBinaryStream(VocabularyName, writer =>
        {
            foreach (TermMap terms in _terms)
                terms.Save(writer);
        });
    }

    private protected override BoundColumn BindColumn(int index, DataViewSchema.Column input)
    {
        TermMap terms = _terms[index];
        if (!terms.ItemType.Equals(input.Type.ItemType()))
            throw Contracts.Except($"Could not apply a map over type '{terms.ItemType}' to column '{ColumnPairs[index].OutputColumnName}' since it has type '{input.Type.ItemType()}'");
        DataViewType type = input.Type is VectorDataViewType vector ? new VectorDataViewType(terms.KeyType, vector.Dimensions) : terms.KeyType;
        var annotations = new DataViewSchema.Annotations.Builder();
        if (terms.Count > 0)
            AddKeyValues(annotations, terms, input);
        annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new BoundColumn(type, annotations.ToAnnotations(), row => terms.CreateGetter(row, input));
    }

    /// <summary>Keys of keys stand for what the source keys stand for.</summary>
    private void AddKeyValues(DataViewSchema.Annotations.Builder annotations, TermMap terms, DataViewSchema.Column input)
    {
        if (terms.ItemType is KeyDataViewType key
            && input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type is VectorDataViewType values
            && (ulong)values.Size == key.Count)
        {
            Delegate getter = GenericCall.Invoke<Delegate>(typeof(TermMap<>).MakeGenericType(key.RawType), terms,
                nameof(TermMap.CreateSourceTermsGetter), values.ItemType.RawType, input);
            annotations.Add(AnnotationKinds.KeyValues, new VectorDataViewType(values.ItemType, terms.Count), getter);
            return;
        }
        PrimitiveDataViewType itemType = _asText ? TextDataViewType.Instance : terms.ItemType;
        annotations.Add(AnnotationKinds.KeyValues, new VectorDataViewType(itemType, terms.Count), terms.CreateTermsGetter(_asText));
    }
}
