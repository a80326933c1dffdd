namespace Microsoft.ML.Data;

/// <summary>The rows that a predicate over one column, or over the row's identity, accepts.</summary>
internal sealed class FilteredDataView(IDataView source, DataViewSchema.Column? tested, Func<DataViewRow, Func<bool>> bind) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = ColumnSet.Of(columnsNeeded, Schema);
        bool[] needed = [.. active];
        if (tested != null)
            needed[tested.Value.Index] = true;
        DataViewRowCursor input = source.GetRowCursor(ColumnSet.Active(Schema, needed), rand);
        Func<bool> accepts = bind(input);
        return new SteppingCursor(input, active, () =>
        {
            while (input.MoveNext())
            {
                if (accepts())
                    return true;
            }
            return false;
        });
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
