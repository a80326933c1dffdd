using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns the distinct values of columns and maps each value to its key. Missing values map to the missing key.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly IHost _host;
    private readonly (string OutputColumnName, string InputColumnName)[] _columns;
    private readonly int _maximumNumberOfKeys;
    private readonly KeyOrdinality _ordinality;
    private readonly bool _asText;
    private readonly IDataView _keyData;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, (string OutputColumnName, string InputColumnName)[] columns,
        int maximumNumberOfKeys, KeyOrdinality keyOrdinality, bool addKeyValueAnnotationsAsText, IDataView keyData)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(ValueToKeyMappingEstimator));
        Contracts.CheckNonEmpty(columns, nameof(columns));
        Contracts.CheckParam(columns.All(column => !string.IsNullOrWhiteSpace(column.OutputColumnName)), "outputColumnName", "outputColumnName cannot be null or white space");
        Contracts.CheckParam(keyData == null || keyData.Schema.Count == 1, nameof(keyData),
            $"If specified, this data view should contain only a single column containing the terms to map, but this had {keyData?.Schema.Count} columns.");
        _columns = columns;
        _maximumNumberOfKeys = maximumNumberOfKeys;
        _ordinality = keyOrdinality;
        _asText = addKeyValueAnnotationsAsText;
        _keyData = keyData;
    }

    /// <summary>The order of the keys.</summary>
    public enum KeyOrdinality : byte
    {
        /// <summary>As the values first occur.</summary>
        ByOccurrence = 0,

        /// <summary>As the values compare; text by character codes.</summary>
        ByValue = 1,
    }

    /// <inheritdoc/>
    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        var terms = new TermMap[_columns.Length];
        var cursorColumns = new List<DataViewSchema.Column>();
        foreach (var (_, name) in _columns)
        {
            DataViewSchema.Column column = input.Schema.GetColumnOrNull(name) ?? throw Contracts.ExceptMissingColumn("inputSchema", "input", name);
            if (column.Type.ItemType() is not PrimitiveDataViewType itemType || !TermMap.Supports(itemType))
                throw Contracts.ExceptSchemaMismatch("inputSchema", "input", name, "standard type or a vector of standard type", column.Type.ToString());
            if (_keyData != null && !_keyData.Schema[0].Type.ItemType().Equals(itemType))
            {
                throw Contracts.ExceptParam("keyData", $"Terms from input data type '{_keyData.Schema[0].Type.ItemType()}' but mismatches column '{name}' item type '{itemType}'");
            }
            cursorColumns.Add(column);
        }
        using IChannel channel = _host.Start("Training");
        IDataView source = _keyData ?? input;
        DataViewSchema.Column[] columns = _keyData != null ? [_keyData.Schema[0]] : [.. cursorColumns];
        Contracts.CheckParam(_keyData != null || _maximumNumberOfKeys > 0, "MaxNumTerms", "Must be positive");
        int maximum = _keyData != null ? int.MaxValue : _maximumNumberOfKeys;
        TermMapBuilder[] builders = Array.ConvertAll(columns, column => TermMapBuilder.Create((PrimitiveDataViewType)column.Type.ItemType(), maximum));
        using (DataViewRowCursor cursor = source.GetRowCursor(columns))
        {
            Func<bool>[] readers = [.. builders.Select((builder, i) => builder.Bind(cursor, columns[i]))];
            bool wantsMore = true;
            while (wantsMore && cursor.MoveNext())
            {
                wantsMore = false;
                foreach (Func<bool> read in readers)
                    wantsMore |= read();
            }
        }
        TermMap[] learned = Array.ConvertAll(builders, builder => builder.Finish(_ordinality == KeyOrdinality.ByValue));
        for (int i = 0; i < terms.Length; i++)
            terms[i] = _keyData != null ? learned[0] : learned[i];
        return new ValueToKeyMappingTransformer(_host, _columns, terms, _asText);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(_columns.Select(pair =>
        {
            if (!inputSchema.TryFindColumn(pair.InputColumnName, out SchemaShape.Column input)
                || input.ItemType is not PrimitiveDataViewType itemType || !TermMap.Supports(itemType))
                throw Contracts.ExceptMissingColumn(nameof(inputSchema), "input", pair.InputColumnName);
            if (!input.IsKey || !input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values)
                || values.Kind != SchemaShape.Column.VectorKind.Vector)
            {
                values = new SchemaShape.Column(AnnotationKinds.KeyValues, SchemaShape.Column.VectorKind.Vector,
                    _asText ? TextDataViewType.Instance : input.ItemType, input.IsKey && !_asText);
            }
            SchemaShape.Column[] annotations = input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column names) ? [names, values] : [values];
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, NumberDataViewType.UInt32, true, new SchemaShape(annotations));
        }));
    }
}
