using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>
/// A row with the added columns. The outputs of one row are made once, at the first getter's call, however many of them are read.
/// </summary>
internal sealed class MappedRow<TBatch> : DataViewRow
    where TBatch : class
{
    private readonly DataViewRow _input;
    private readonly Func<int, bool> _isOutputActive;
    private readonly Action? _dispose;
    private readonly SingleRow<TBatch> _outputs;
    private readonly ColumnMapper<TBatch> _mapper;
    private bool _disposed;

    public MappedRow(ColumnMapper<TBatch> mapper, DataViewRow input, Func<int, bool> isOutputActive, Action? dispose)
    {
        (_mapper, _input, _isOutputActive, _dispose) = (mapper, input, isOutputActive, dispose);
        _outputs = new SingleRow<TBatch>(mapper, input);
    }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override ValueGetter<Microsoft.ML.Data.DataViewRowId> GetIdGetter() => _input.GetIdGetter();

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
        if (disposing)
        {
            _input.Dispose();
            _dispose?.Invoke();
        }

        base.Dispose(disposing);
    }
}
