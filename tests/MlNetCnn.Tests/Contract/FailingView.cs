using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Tests.Contract;

/// <summary>A view whose cells throw: it shows that nothing was read. Or one whose first row does.</summary>
internal sealed class FailingView(IDataView input, Exception? atTheFirstRow = null) : IDataView
{
    public DataViewSchema Schema => input.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(input.GetRowCursor([]), atTheFirstRow);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, Exception? atTheFirstRow) : DataViewRowCursor
    {
        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => input.Schema;

        public override bool MoveNext() => atTheFirstRow is null ? input.MoveNext() : throw atTheFirstRow;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            (ref TValue _) => throw new InvalidOperationException($"'{column.Name}' was read although nobody asked for it.");
    }
}
