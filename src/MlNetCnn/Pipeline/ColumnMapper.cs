using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>
/// A transformer bound to the schema of its input: which columns it reads, which it adds, and how it makes the values. Values are made for
/// a batch of rows at a time where that is faster; a batch may be one row.
/// </summary>
/// <typeparam name="TBatch">Holds the inputs and outputs of a batch.</typeparam>
internal abstract class ColumnMapper<TBatch> : IColumnMapper
    where TBatch : class
{
    private DataViewSchema? _outputSchema;

    protected ColumnMapper(DataViewSchema inputSchema) => InputSchema = inputSchema;

    /// <inheritdoc/>
    public DataViewSchema InputSchema { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    /// <inheritdoc/>
    public DataViewSchema OutputSchema
    {
        get
        {
            if (_outputSchema is not null) return _outputSchema;
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(InputSchema);
            builder.AddColumns(Outputs);
            return _outputSchema = builder.ToSchema();
        }
    }

    /// <summary>Rows per batch when a whole view is read. 1: each row by itself, lazily.</summary>
    public virtual int BatchSize => 1;

    /// <summary>Whether the next batch's inputs are read on another thread while this one's outputs are made.</summary>
    public virtual bool ReadsAhead => false;

    /// <summary>Room for a batch.</summary>
    /// <param name="capacity">Most rows it will hold.</param>
    public abstract TBatch NewBatch(int capacity);

    /// <summary>Binds to a row or cursor; the result copies that row's inputs into a slot of a batch.</summary>
    public abstract Action<TBatch, int> CreateReader(DataViewRow source);

    /// <summary>Makes the outputs of the first <paramref name="count"/> slots.</summary>
    public abstract void Run(TBatch batch, int count);

    /// <summary>A getter (a <c>ValueGetter&lt;T&gt;</c> of the output column's type) of the slot that <paramref name="current"/> points at.</summary>
    public abstract Delegate CreateGetter(int output, Func<(TBatch Batch, int Slot)> current);

    /// <inheritdoc/>
    public DataViewRow MapRow(DataViewRow input, Func<int, bool> isOutputActive) => new MappedRow<TBatch>(this, input, isOutputActive);

    /// <inheritdoc/>
    public DataViewRowCursor MapCursor(IDataView input, IReadOnlyList<DataViewSchema.Column> passedThrough, Func<int, bool> isOutputActive, Random? rand)
    {
        if (!Enumerable.Range(0, Outputs.Count).Any(isOutputActive) || BatchSize == 1)
        {
            var needed = Enumerable.Range(0, Outputs.Count).Any(isOutputActive) ? passedThrough.Union(Inputs) : passedThrough;
            return new MappedCursor<TBatch>(this, input.GetRowCursor(needed, rand), isOutputActive);
        }

        return new BatchCursor<TBatch>(this, input, passedThrough, isOutputActive);
    }
}
