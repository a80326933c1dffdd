namespace Microsoft.ML.Data;

/// <summary>A range of the rows; it does not shuffle.</summary>
internal sealed class SkipTakeDataView(IDataView source, long skip, long take) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount() is long count ? Math.Min(Math.Max(0, count - skip), take) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = ColumnSet.Of(columnsNeeded, Schema);
        DataViewRowCursor input = source.GetRowCursor(ColumnSet.Active(Schema, active));
        long toSkip = skip;
        long toTake = take;
        return new SteppingCursor(input, active, () =>
        {
            for (; toSkip > 0; toSkip--)
            {
                if (!input.MoveNext())
                    return false;
            }
            return toTake-- > 0 && input.MoveNext();
        });
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
