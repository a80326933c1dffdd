using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>Gives batch after batch of inputs read from a cursor.</summary>
internal interface IBatchFeed<TBatch> : IDisposable
    where TBatch : class
{
    /// <summary>The next batch; of count 0 at the end.</summary>
    Filled<TBatch> Next();

    /// <summary>Gives a batch back for reuse.</summary>
    void Return(Filled<TBatch> batch);
}

/// <summary>Reads each batch when it is asked for, on the caller's thread.</summary>
internal sealed class BatchFeed<TBatch> : IBatchFeed<TBatch>
    where TBatch : class
{
    private readonly ColumnMapper<TBatch> _mapper;
    private readonly DataViewRowCursor _source;
    private readonly Action<TBatch, int> _read;
    private TBatch? _spare;

    public BatchFeed(ColumnMapper<TBatch> mapper, DataViewRowCursor source)
    {
        (_mapper, _source) = (mapper, source);
        _read = mapper.CreateReader(source);
    }

    public Filled<TBatch> Next()
    {
        var batch = _spare ?? _mapper.NewBatch(_mapper.BatchSize);
        _spare = null;
        return Fill(_source, _read, batch, _mapper.BatchSize, CancellationToken.None);
    }

    public void Return(Filled<TBatch> batch) => _spare = batch.Batch;

    public void Dispose() => _source.Dispose();

    /// <summary>Reads up to <paramref name="size"/> rows; an exception is kept with the rows before it.</summary>
    public static Filled<TBatch> Fill(DataViewRowCursor source, Action<TBatch, int> read, TBatch batch, int size, CancellationToken cancellation)
    {
        var count = 0;
        try
        {
            while (count < size && !cancellation.IsCancellationRequested && source.MoveNext())
            {
                read(batch, count);
                count++;
            }

            return new Filled<TBatch>(batch, count, null);
        }
#pragma warning disable CA1031 // Whatever reading a row throws belongs to that row; it is thrown when the rows before it are used up.
        catch (Exception e)
        {
            return new Filled<TBatch>(batch, count, ExceptionDispatchInfo.Capture(e));
        }
#pragma warning restore CA1031
    }
}
