namespace Microsoft.ML.Data;

/// <summary>
/// The rows in a shuffled order: a pool is filled, then each row is drawn from the pool and its place filled with the next
/// row. Every cursor without a random source of its own gives the same order.
/// </summary>
internal sealed class ShuffledDataView(IDataView source, int seed, int poolSize, bool shuffleSource) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = ColumnSet.Of(columnsNeeded, Schema);
        Random random = rand ?? new Random(seed);
        Random sourceRandom = shuffleSource && source.CanShuffle ? new Random(random.Next()) : null;
        return new Cursor(source.GetRowCursor(ColumnSet.Active(Schema, active), sourceRandom), active, random, poolSize);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursor
    {
        private readonly DataViewRowCursor _input;
        private readonly ColumnStore[] _stores;
        private readonly Action<int>[] _fill;
        private readonly List<DataViewRowId> _ids = [];
        private readonly ValueGetter<DataViewRowId> _idGetter;
        private readonly Random _random;
        private readonly int _poolSize;

        // The rows of the pool are the places in _waiting; the row shown now is at _current.
        private readonly List<int> _waiting = [];
        private int _current = -1;
        private bool _inputEnded;

        public Cursor(DataViewRowCursor input, bool[] active, Random random, int poolSize)
            : base(input.Schema, active)
        {
            _input = input;
            _random = random;
            _poolSize = poolSize;
            DataViewSchema.Column[] columns = ColumnSet.Active(input.Schema, active);
            _stores = new ColumnStore[input.Schema.Count];
            foreach (DataViewSchema.Column column in columns)
                _stores[column.Index] = ColumnStore.Create(column.Type);
            _fill = Array.ConvertAll(columns, column => _stores[column.Index].BindSource(input, column));
            _idGetter = input.GetIdGetter();
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId value) =>
            {
                Runtime.Contracts.Check(Position >= 0, NoRow);
                value = _ids[_current];
            };

        protected override bool MoveNextCore()
        {
            // The place of the row shown last is free again.
            if (_current >= 0)
                Fill(_current);
            while (!_inputEnded && _ids.Count < _poolSize)
                Fill(_ids.Count);
            if (_waiting.Count == 0)
                return false;
            int drawn = _random.Next(_waiting.Count);
            _current = _waiting[drawn];
            _waiting[drawn] = _waiting[^1];
            _waiting.RemoveAt(_waiting.Count - 1);
            return true;
        }

        protected override Delegate CreateGetter(int column) => _stores[column].CreateGetter(() => _current);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }

        private void Fill(int place)
        {
            if (_inputEnded || !_input.MoveNext())
            {
                _inputEnded = true;
                return;
            }
            foreach (Action<int> fill in _fill)
                fill(place);
            DataViewRowId id = default;
            _idGetter(ref id);
            if (place == _ids.Count)
                _ids.Add(id);
            else
                _ids[place] = id;
            _waiting.Add(place);
        }
    }
}
