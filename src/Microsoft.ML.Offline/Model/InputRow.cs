using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A row that shows one object after another; every object is a new position.</summary>
internal sealed class InputRow<TRow> : DataViewRow where TRow : class
{
    private readonly ObjectRow<TRow> _row;
    private readonly RowGetters _getters;
    private long _position = -1;

    public InputRow(ColumnMember[] members)
    {
        Schema = ColumnMember.SchemaOf(members);
        _row = new ObjectRow<TRow>(members);
        bool[] all = new bool[Schema.Count];
        Array.Fill(all, true);
        _getters = new RowGetters(Schema, all, _row.CreateGetter);
    }

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema { get; }

    public void Show(TRow example)
    {
        _row.Current = example;
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = _getters.Get<TValue>(column);
        return (ref TValue value) =>
        {
            Contracts.Check(_position >= 0, "Cannot call the value getter before the first example.");
            getter(ref value);
        };
    }
}
