using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Pipeline;

/// <summary>
/// A cursor that makes the added columns a batch at a time. Two aligned cursors run over the input: one passes rows through, the other is
/// a batch ahead. So the input must give the same rows each time it is read, as ML.NET asks of every view.
/// </summary>
internal sealed class BatchCursor<TBatch> : DataViewRowCursor
    where TBatch : class
{
    private readonly ColumnMapper<TBatch> _mapper;
    private readonly MappedColumns _columns;
    private readonly DataViewRowCursor _passed;
    private readonly IBatchFeed<TBatch> _feed;
    private Filled<TBatch>? _current;
    private int _slot;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;
    private bool _disposed;

    public BatchCursor(ColumnMapper<TBatch> mapper, IDataView input, IReadOnlyList<DataViewSchema.Column> passedThrough, Func<int, bool> isOutputActive)
    {
        _mapper = mapper;
        _passed = input.GetRowCursor(passedThrough);
        _columns = new MappedColumns(mapper, _passed, isOutputActive, output => mapper.CreateGetter(output, Current));
        var ahead = input.GetRowCursor(mapper.Inputs);
        _feed = mapper.ReadsAhead ? new ThreadedBatchFeed<TBatch>(mapper, ahead) : new BatchFeed<TBatch>(mapper, ahead);
    }

    public override long Position => _passed.Position;

    public override long Batch => 0;

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override bool MoveNext()
    {
        // A cursor that failed stays failed: the rows behind would be of a batch that was not computed.
        _failure?.Throw();
        try
        {
            if (!_ended && _passed.MoveNext())
            {
                if (_current is null || ++_slot == _current.Count) NextBatch();
                return true;
            }

            _ended = true;
            return false;
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => _passed.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.Getter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        if (disposing)
        {
            _feed.Dispose();
            _passed.Dispose();
        }

        base.Dispose(disposing);
    }

    private void NextBatch()
    {
        if (_current is { Fault: { } fault }) fault.Throw();
        if (_current is not null) _feed.Return(_current);
        _current = _feed.Next();
        _slot = 0;
        if (_current.Count > 0) _mapper.Run(_current.Batch, _current.Count);
        else if (_current.Fault is { } first) first.Throw();
        else throw new InvalidOperationException("The data gave fewer rows when read a second time; a view must give the same rows each time.");
    }

    private (TBatch Batch, int Slot) Current() => _current is null || _ended || _failure is not null
        ? throw new InvalidOperationException("The cursor stands at no row: values are read after a MoveNext that gave true.")
        : (_current.Batch, _slot);
}

/// <summary>A batch with its inputs read.</summary>
/// <param name="Batch">The inputs.</param>
/// <param name="Count">Rows read.</param>
/// <param name="Fault">What ended the reading early, thrown when the rows before it are used up.</param>
internal sealed record Filled<TBatch>(TBatch Batch, int Count, ExceptionDispatchInfo? Fault);
