namespace Microsoft.ML.Data;

/// <summary>The columns that a transformer adds to a view of one schema. Getters belong to one row; nothing else is shared between rows.</summary>
internal abstract class AddedColumns
{
    protected AddedColumns(DataViewSchema inputSchema) => InputSchema = inputSchema;

    public DataViewSchema InputSchema { get; }

    /// <summary>The added columns.</summary>
    public abstract IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

    /// <summary>The input columns that an added column reads.</summary>
    public abstract IReadOnlyList<int> SourcesOf(int added);

    /// <summary>The getter of an added column.</summary>
    public abstract Delegate CreateGetter(DataViewRow input, int added);
}
