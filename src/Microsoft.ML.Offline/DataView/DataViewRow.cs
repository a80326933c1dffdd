using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>One row, which may be the current row of a cursor.</summary>
public abstract class DataViewRow : IDisposable
{
    /// <summary>The row's number in its cursor, -1 before the first.</summary>
    public abstract long Position { get; }

    /// <summary>Orders rows across the cursors of one set.</summary>
    public abstract long Batch { get; }

    /// <summary>A getter of the row's identity, the same in every pass.</summary>
    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    /// <summary>Whether values of <paramref name="column"/> may be asked for.</summary>
    public abstract bool IsColumnActive(DataViewSchema.Column column);

    /// <summary>A getter of an active column; <typeparamref name="TValue"/> is the column type's RawType.</summary>
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    /// <summary>The columns.</summary>
    public abstract DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the row holds; may be called more than once.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
