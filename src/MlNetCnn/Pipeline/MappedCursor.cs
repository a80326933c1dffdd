using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Pipeline;

/// <summary>A cursor with the added columns, row by row and lazily: a row whose added columns are not read costs nothing.</summary>
internal sealed class MappedCursor<TBatch> : DataViewRowCursor
    where TBatch : class
{
    private readonly ColumnMapper<TBatch> _mapper;
    private readonly DataViewRowCursor _input;
    private readonly Func<int, bool> _isOutputActive;
    private readonly SingleRow<TBatch> _outputs;
    private bool _disposed;

    public MappedCursor(ColumnMapper<TBatch> mapper, DataViewRowCursor input, Func<int, bool> isOutputActive)
    {
        (_mapper, _input, _isOutputActive) = (mapper, input, isOutputActive);
        _outputs = new SingleRow<TBatch>(mapper, input);
    }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override bool MoveNext() => _input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _mapper.InputSchema.Count
        ? _input.IsColumnActive(_mapper.InputSchema[column.Index])
        : _isOutputActive(column.Index - _mapper.InputSchema.Count);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (column.Index < _mapper.InputSchema.Count) return _input.GetGetter<TValue>(_mapper.InputSchema[column.Index]);
        if (!IsColumnActive(column)) throw Getters.Inactive(column);
        return Getters.As<TValue>(_outputs.Getter(column.Index - _mapper.InputSchema.Count), column);
    }

    protected override void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        if (disposing) _input.Dispose();
        base.Dispose(disposing);
    }
}
