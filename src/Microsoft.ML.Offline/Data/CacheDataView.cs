using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Keeps the values of the columns that were asked for, so that each is computed once. It can shuffle. Columns whose
/// values cannot be copied (images, say) are left out, as in ML.NET.
/// </summary>
internal sealed class CacheDataView : IDataView
{
    private readonly Lock _gate = new();
    private readonly IDataView _source;
    private readonly DataViewSchema.Column[] _sourceColumns;
    private readonly ColumnStore[] _stores;
    private DataViewRowId[] _ids;
    private readonly bool[] _prefetch;
    private int _rowCount = -1;

    /// <summary>A cache whose first pass reads <paramref name="prefetch"/> besides the columns that pass needs.</summary>
    public CacheDataView(IHostEnvironment environment, IDataView source, DataViewSchema.Column[] prefetch)
    {
        Contracts.CheckValue(environment, nameof(environment));
        Contracts.CheckValue(source, nameof(source));
        _source = source;
        _sourceColumns = [.. source.Schema.Where(column => column.Type is PrimitiveDataViewType or VectorDataViewType)];
        _stores = new ColumnStore[_sourceColumns.Length];
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(_sourceColumns);
        Schema = builder.ToSchema();
        _prefetch = new bool[_sourceColumns.Length];
        for (int i = 0; i < _prefetch.Length; i++)
            _prefetch[i] = prefetch.Any(column => column.Index == _sourceColumns[i].Index);
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount()
    {
        lock (_gate)
            return _rowCount >= 0 ? _rowCount : _source.GetRowCount();
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, ColumnSet.Of(columnsNeeded, Schema), rand);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    /// <summary>Reads the columns that are not kept yet, in one pass.</summary>
    private void Fill(bool[] active)
    {
        lock (_gate)
        {
            int[] missing = [.. Enumerable.Range(0, _stores.Length).Where(i => (active[i] || _prefetch[i]) && _stores[i] == null)];
            if (missing.Length == 0 && _rowCount >= 0)
                return;
            ColumnStore[] stores = Array.ConvertAll(missing, i => ColumnStore.Create(Schema[i].Type));
            int rows = 0;
            using (DataViewRowCursor cursor = _source.GetRowCursor(missing.Select(i => _sourceColumns[i])))
            {
                Action<int>[] sources = [.. missing.Select((column, i) => stores[i].BindSource(cursor, _sourceColumns[column]))];
                ValueGetter<DataViewRowId> idGetter = cursor.GetIdGetter();
                var ids = new List<DataViewRowId>();
                while (cursor.MoveNext())
                {
                    foreach (Action<int> source in sources)
                        source(rows);
                    DataViewRowId id = default;
                    idGetter(ref id);
                    ids.Add(id);
                    rows = checked(rows + 1);
                }
                Contracts.Check(_rowCount < 0 || _rowCount == rows,
                    $"The data gave {_rowCount} rows in one pass and {rows} in a later one: a view must give the same rows every time");
                _ids = [.. ids];
            }
            for (int i = 0; i < missing.Length; i++)
                _stores[missing[i]] = stores[i];
            _rowCount = rows;
        }
    }

    private sealed class Cursor : RootCursor
    {
        private readonly CacheDataView _view;
        private readonly bool[] _active;
        private readonly Random _random;
        private int[] _order;
        private int _index = -1;

        public Cursor(CacheDataView view, bool[] active, Random random)
            : base(view.Schema, active)
        {
            _view = view;
            _active = active;
            _random = random;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId value) =>
            {
                Contracts.Check(Position >= 0, NoRow);
                value = _view._ids[Row()];
            };

        protected override bool MoveNextCore()
        {
            if (_index < 0)
            {
                _view.Fill(_active);
                if (_random != null)
                {
                    _order = [.. Enumerable.Range(0, _view._rowCount)];
                    _random.Shuffle(_order);
                }
            }
            return ++_index < _view._rowCount;
        }

        protected override Delegate CreateGetter(int column)
            => GenericCall.Invoke<Delegate>(typeof(Cursor), this, nameof(CreateDeferred), Schema[column].Type.RawType, column);

        /// <summary>The store exists only after the first move, getters are made before.</summary>
        private ValueGetter<T> CreateDeferred<T>(int column)
        {
            ValueGetter<T> getter = null;
            return (ref T value) =>
            {
                getter ??= (ValueGetter<T>)_view._stores[column].CreateGetter(Row);
                getter(ref value);
            };
        }

        private int Row() => _order == null ? _index : _order[_index];
    }
}
