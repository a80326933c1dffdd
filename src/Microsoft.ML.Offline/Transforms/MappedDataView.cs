namespace Microsoft.ML.Data;

/// <summary>A view whose rows are mapped one by one; it shuffles where its source does.</summary>
internal sealed class MappedDataView(IDataView source, ColumnMapper mapper) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = ColumnSet.Of(columnsNeeded, Schema);
        return new Cursor(source.GetRowCursor(mapper.GetDependencies(ColumnSet.Active(Schema, active)), rand), mapper, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = ColumnSet.Of(columnsNeeded, Schema);
        DataViewRowCursor[] inputs = source.GetRowCursorSet(mapper.GetDependencies(ColumnSet.Active(Schema, active)), n, rand);
        return Array.ConvertAll(inputs, DataViewRowCursor (input) => new Cursor(input, mapper, active));
    }

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly DataViewRowCursor _input;
        private readonly RowGetters _getters;

        public Cursor(DataViewRowCursor input, ColumnMapper mapper, bool[] active)
        {
            _input = input;
            Schema = mapper.OutputSchema;
            _getters = mapper.Bind(input, active);
        }

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override DataViewSchema Schema { get; }

        public override bool MoveNext() => _input.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _getters.Get<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }
    }
}
