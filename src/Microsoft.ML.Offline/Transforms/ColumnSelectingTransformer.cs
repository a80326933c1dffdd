using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass("Selects which columns from the dataset to keep.", typeof(ColumnSelectingTransformer), null, typeof(SignatureLoadModel),
    "Select Columns Transform", ColumnSelectingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Keeps some columns, or drops some.</summary>
public sealed class ColumnSelectingTransformer : ITransformer
{
    internal const string LoaderSignature = "SelectColumnsTransform";

    private readonly string[] _names;
    private readonly bool _keep;
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(string[] names, bool keep, bool keepHidden)
    {
        Contracts.Check(names?.Length > 0, "Neither keepColumns and dropColumns is set. Exactly one must be specified.");
        _names = names;
        _keep = keep;
        _keepHidden = keepHidden;
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal IReadOnlyList<string> Names => _names;

    private static VersionInfo GetVersionInfo() => new("SELCOLST", 0x00010001, 0x00010001, 0x00010001,
        typeof(ColumnSelectingTransformer).Assembly.FullName, LoaderSignature);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new MappedDataView(input, Bind(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(_keep);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.Write(_names.Length);
        foreach (string name in _names)
            ctx.SaveNonEmptyString(name);
    }

    private static ColumnSelectingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        bool keep = ctx.Reader.ReadBoolean();
        bool keepHidden = ctx.Reader.ReadBoolean();
        int count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count > 0 && count <= ctx.Header.CbModel / sizeof(int), $"Corrupt model file: {count} columns");
        var names = new string[count];
        for (int i = 0; i < count; i++)
            names[i] = ctx.LoadNonEmptyString();
        return new ColumnSelectingTransformer(names, keep, keepHidden);
    }

    private ColumnMapper Bind(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        string[] missing = [.. _names.Where(name => inputSchema.GetColumnOrNull(name) == null)];
        if (missing.Length > 0)
            throw Contracts.ExceptMissingColumn(nameof(inputSchema), "input", string.Join(",", missing));
        IEnumerable<DataViewSchema.Column> columns = _keep
            ? _names.Distinct().SelectMany(name => inputSchema.Where(column => column.Name == name && (_keepHidden || !column.IsHidden)))
            : inputSchema.Where(column => !_names.Contains(column.Name));
        return ColumnMapper.Selecting(inputSchema, [.. columns.Select(column => column.Index)]);
    }
}
