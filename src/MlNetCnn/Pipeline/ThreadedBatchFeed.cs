using System.Collections.Concurrent;
using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>Reads the next batch on a thread of its own while the caller works on the last one: decoding overlaps with computing.</summary>
internal sealed class ThreadedBatchFeed<TBatch> : IBatchFeed<TBatch>
    where TBatch : class
{
    private const int Buffers = 3; // one worked on, one ready, one being read

    private readonly BlockingCollection<TBatch> _empty = [];
    private readonly BlockingCollection<Filled<TBatch>> _full = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly DataViewRowCursor _source;
    private readonly Thread _thread;

    public ThreadedBatchFeed(ColumnMapper<TBatch> mapper, DataViewRowCursor source)
    {
        _source = source;
        var read = mapper.CreateReader(source);
        for (var i = 0; i < Buffers; i++) _empty.Add(mapper.NewBatch(mapper.BatchSize));
        _thread = new Thread(() => ReadAll(read, mapper.BatchSize)) { IsBackground = true, Name = "MlNetCnn reader" };
        _thread.Start();
    }

    public Filled<TBatch> Next() => _full.Take();

    public void Return(Filled<TBatch> batch) => _empty.Add(batch.Batch);

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _source.Dispose();
        _stop.Dispose();
        _empty.Dispose();
        _full.Dispose();
    }

    private void ReadAll(Action<TBatch, int> read, int size)
    {
        try
        {
            while (true)
            {
                var filled = BatchFeed<TBatch>.Fill(_source, read, _empty.Take(_stop.Token), size, _stop.Token);
                _full.Add(filled, _stop.Token);
                if (filled.Count < size) return;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The cursor was disposed of: nobody waits for more.
        }
    }
}
