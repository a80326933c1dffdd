using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>
/// A row with the added columns. The outputs of one row are made once, at the first getter's call, however many of them are read.
/// </summary>
internal sealed class MappedRow<TBatch> : DataViewRow
    where TBatch : class
{
    private readonly DataViewRow _input;
    private readonly MappedColumns _columns;
    private readonly ColumnMapper<TBatch> _mapper;
    private bool _disposed;

    public MappedRow(ColumnMapper<TBatch> mapper, DataViewRow input, Func<int, bool> isOutputActive)
    {
        (_mapper, _input) = (mapper, input);
        _columns = new MappedColumns(mapper, input, isOutputActive, new SingleRow<TBatch>(mapper, input).Getter);
    }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override ValueGetter<Microsoft.ML.Data.DataViewRowId> GetIdGetter() => _input.GetIdGetter();

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
