namespace Microsoft.ML.Data;

/// <summary>A cursor over some of the rows of another, counted anew; identities stay.</summary>
internal sealed class SteppingCursor(DataViewRowCursor input, bool[] active, Func<bool> moveNext) : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    public override long Position => _position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => input.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Runtime.Contracts.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
        return input.GetGetter<TValue>(column);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool MoveNext()
    {
        if (_ended)
            return false;
        if (moveNext())
        {
            _position++;
            return true;
        }
        Dispose();
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        _position = -1;
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
