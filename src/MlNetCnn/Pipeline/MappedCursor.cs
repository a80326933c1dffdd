using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Pipeline;

/// <summary>A cursor with the added columns, row by row and lazily: a row whose added columns are not read costs nothing.</summary>
internal sealed class MappedCursor<TBatch> : DataViewRowCursor
    where TBatch : class
{
    private readonly ColumnMapper<TBatch> _mapper;
    private readonly DataViewRowCursor _input;
    private readonly MappedColumns _columns;
    private bool _disposed;

    public MappedCursor(ColumnMapper<TBatch> mapper, DataViewRowCursor input, Func<int, bool> isOutputActive)
    {
        (_mapper, _input) = (mapper, input);
        _columns = new MappedColumns(mapper, input, isOutputActive, new SingleRow<TBatch>(mapper, input).Getter);
    }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override bool MoveNext() => _input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.Getter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        if (disposing) _input.Dispose();
        base.Dispose(disposing);
    }
}
