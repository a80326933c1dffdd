using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that counts its own rows. Past the last row it disposes itself, as ML.NET's cursors do.</summary>
internal abstract class RootCursor : DataViewRowCursor
{
    protected const string NoRow = "Cannot call the value getter: the cursor is before its first row or past its last.";

    private readonly RowGetters _getters;
    private long _position = -1;
    private bool _ended;

    protected RootCursor(DataViewSchema schema, bool[] active)
    {
        Schema = schema;
        _getters = new RowGetters(schema, active, CreateGetter);
    }

    public sealed override long Position => _position;

    public override long Batch => 0;

    public sealed override DataViewSchema Schema { get; }

    public sealed override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsActive(column);

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = _getters.Get<TValue>(column);
        return (ref TValue value) =>
        {
            Contracts.Check(_position >= 0, NoRow);
            getter(ref value);
        };
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId value) =>
        {
            Contracts.Check(_position >= 0, NoRow);
            value = new DataViewRowId((ulong)_position, 0);
        };

    public sealed override bool MoveNext()
    {
        if (_ended)
            return false;
        if (MoveNextCore())
        {
            _position++;
            return true;
        }
        Dispose();
        return false;
    }

    protected abstract bool MoveNextCore();

    protected abstract Delegate CreateGetter(int column);

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        _position = -1;
        base.Dispose(disposing);
    }
}
