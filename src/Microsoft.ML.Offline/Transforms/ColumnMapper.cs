using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A mapping of rows that passes columns through and may add some. Every output column is an input column or an added one.</summary>
internal sealed class ColumnMapper : IRowToRowMapper
{
    private readonly AddedColumns _added;

    // By output column: the input column, or the complement of the added column.
    private readonly int[] _map;

    private ColumnMapper(DataViewSchema inputSchema, AddedColumns added, int[] map)
    {
        InputSchema = inputSchema;
        _added = added;
        _map = map;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(map.Select(index => index >= 0 ? new DataViewSchema.DetachedColumn(inputSchema[index]) : added.Columns[~index]));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>All input columns and the added ones; an added column whose name is taken comes right after the column it hides.</summary>
    public static ColumnMapper Adding(AddedColumns added)
    {
        List<int> map = [.. Enumerable.Range(0, added.InputSchema.Count)];
        string NameOf(int index) => index >= 0 ? added.InputSchema[index].Name : added.Columns[~index].Name;
        for (int i = 0; i < added.Columns.Count; i++)
        {
            int hidden = map.FindLastIndex(index => NameOf(index) == added.Columns[i].Name);
            map.Insert(hidden < 0 ? map.Count : hidden + 1, ~i);
        }
        return new ColumnMapper(added.InputSchema, added, [.. map]);
    }

    /// <summary>Some input columns.</summary>
    public static ColumnMapper Selecting(DataViewSchema inputSchema, int[] columns) => new(inputSchema, null, columns);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = new bool[InputSchema.Count];
        foreach (DataViewSchema.Column column in dependingColumns)
        {
            int index = _map[column.Index];
            if (index >= 0)
                needed[index] = true;
            else
                foreach (int source in _added.SourcesOf(~index))
                    needed[source] = true;
        }
        return ColumnSet.Active(InputSchema, needed);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckValue(activeColumns, nameof(activeColumns));
        Contracts.Check(input.Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        return new MappedRow(input, this, ColumnSet.Of(activeColumns, OutputSchema));
    }

    /// <summary>The getters of an output row over an input row.</summary>
    public RowGetters Bind(DataViewRow input, bool[] active) => new(OutputSchema, active, column => CreateGetter(input, column));

    private Delegate CreateGetter(DataViewRow input, int column)
    {
        int index = _map[column];
        return index < 0 ? _added.CreateGetter(input, ~index)
            : GenericCall.Invoke<Delegate>(typeof(ColumnMapper), null, nameof(PassThrough), OutputSchema[column].Type.RawType, input, input.Schema[index]);
    }

    private static ValueGetter<T> PassThrough<T>(DataViewRow input, DataViewSchema.Column column) => input.GetGetter<T>(column);

    private sealed class MappedRow : DataViewRow
    {
        private readonly DataViewRow _input;
        private readonly RowGetters _getters;

        public MappedRow(DataViewRow input, ColumnMapper mapper, bool[] active)
        {
            _input = input;
            Schema = mapper.OutputSchema;
            _getters = mapper.Bind(input, active);
        }

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override DataViewSchema Schema { get; }

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
