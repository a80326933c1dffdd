using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view over a sequence of objects, enumerated anew by every cursor; it does not shuffle.</summary>
internal sealed class EnumerableDataView<TRow> : IDataView where TRow : class
{
    private readonly IEnumerable<TRow> _data;
    private readonly ColumnMember[] _members;

    public EnumerableDataView(IEnumerable<TRow> data, ColumnMember[] members)
    {
        _data = data;
        _members = members;
        Schema = ColumnMember.SchemaOf(members);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, ColumnSet.Of(columnsNeeded, Schema));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursor
    {
        private readonly IEnumerator<TRow> _enumerator;
        private readonly ObjectRow<TRow> _row;

        public Cursor(EnumerableDataView<TRow> view, bool[] active)
            : base(view.Schema, active)
        {
            _enumerator = view._data.GetEnumerator();
            _row = new ObjectRow<TRow>(view._members);
        }

        protected override bool MoveNextCore()
        {
            if (!_enumerator.MoveNext())
                return false;
            _row.Current = _enumerator.Current ?? throw Contracts.Except("Encountered null when iterating over data, this is not supported.");
            return true;
        }

        protected override Delegate CreateGetter(int column) => _row.CreateGetter(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _enumerator.Dispose();
            base.Dispose(disposing);
        }
    }
}
