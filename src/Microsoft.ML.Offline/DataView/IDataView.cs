namespace Microsoft.ML;

/// <summary>A lazily computed table: a schema and cursors over its rows. Reading twice must give the same rows.</summary>
public interface IDataView
{
    /// <summary>Whether a cursor honours its random source by shuffling.</summary>
    bool CanShuffle { get; }

    /// <summary>The number of rows where it is known without a pass, else null.</summary>
    long? GetRowCount();

    /// <summary>A cursor in which at least <paramref name="columnsNeeded"/> are active.</summary>
    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null);

    /// <summary>Up to <paramref name="n"/> cursors that together yield every row once.</summary>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null);

    /// <summary>The columns.</summary>
    DataViewSchema Schema { get; }
}
