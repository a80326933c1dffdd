using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Base of ML.NET's own transformers in which each output column comes from one input column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected readonly (string OutputColumnName, string InputColumnName)[] ColumnPairs;

    private protected OneToOneTransformerBase(IHostEnvironment env, string name, (string OutputColumnName, string InputColumnName)[] columns)
        : base(env, name)
    {
        Contracts.CheckNonEmpty(columns, nameof(columns));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (output, input) in columns)
        {
            Contracts.CheckNonEmpty(input, nameof(columns));
            Contracts.CheckNonEmpty(output, nameof(columns));
            Contracts.CheckParam(names.Add(output), nameof(columns), $"Duplicate output column '{output}'");
        }
        ColumnPairs = columns;
    }

    private protected static (string, string)[] LoadColumns(ModelLoadContext ctx)
    {
        int count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count > 0 && count <= ctx.Header.CbModel / (2 * sizeof(int)), $"Corrupt model file: {count} columns");
        var columns = new (string, string)[count];
        for (int i = 0; i < count; i++)
        {
            string output = ctx.LoadNonEmptyString();
            columns[i] = (output, ctx.LoadNonEmptyString());
        }
        return columns;
    }

    private protected void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach (var (output, input) in ColumnPairs)
        {
            ctx.SaveNonEmptyString(output);
            ctx.SaveNonEmptyString(input);
        }
    }

    /// <summary>The output column for one input column of a schema.</summary>
    private protected abstract BoundColumn BindColumn(int index, DataViewSchema.Column input);

    private protected sealed override AddedColumns Bind(DataViewSchema inputSchema) => new Added(this, inputSchema);

    /// <summary>An output column bound to its input column.</summary>
    private protected sealed record BoundColumn(DataViewType Type, DataViewSchema.Annotations Annotations, Func<DataViewRow, Delegate> CreateGetter);

    private sealed class Added : AddedColumns
    {
        private readonly int[] _sources;
        private readonly BoundColumn[] _columns;

        public Added(OneToOneTransformerBase parent, DataViewSchema inputSchema)
            : base(inputSchema)
        {
            int count = parent.ColumnPairs.Length;
            _sources = new int[count];
            _columns = new BoundColumn[count];
            var detached = new DataViewSchema.DetachedColumn[count];
            for (int i = 0; i < count; i++)
            {
                var (output, input) = parent.ColumnPairs[i];
                DataViewSchema.Column source = inputSchema.GetColumnOrNull(input)
                    ?? throw Contracts.ExceptMissingColumn(nameof(inputSchema), "input", input);
                _sources[i] = source.Index;
                _columns[i] = parent.BindColumn(i, source);
                detached[i] = new DataViewSchema.DetachedColumn(output, _columns[i].Type, _columns[i].Annotations);
            }
            Columns = detached;
        }

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

        public override IReadOnlyList<int> SourcesOf(int added) => [_sources[added]];

        public override Delegate CreateGetter(DataViewRow input, int added) => _columns[added].CreateGetter(input);
    }
}
