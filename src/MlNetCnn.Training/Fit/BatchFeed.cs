namespace MlNetCnn.Training;

/// <summary>
/// Hands out batches in order, and fetches those that come next in the background. It holds one buffer more than it fetches ahead, and uses them in turn. What a batch holds does not
/// depend on when it is fetched.
/// </summary>
internal sealed class BatchFeed(IBatchSource source, BatchOrder order, int batchSize, FitOptions options, bool training) : IDisposable
{
    private readonly Queue<(Task Fetch, Batch Batch)> _ahead = new();
    private readonly Stack<Batch> _free = new();
    private CancellationTokenSource? _cancel;
    private Batch? _used;
    private long _next, _end;

    /// <summary>Starts at a step; what was fetched ahead before is dropped.</summary>
    /// <param name="first">The first step to hand out.</param>
    /// <param name="end">The step before which it ends: none is fetched from there on.</param>
    public void Begin(long first, long end)
    {
        End();
        (_next, _end) = (first, end);
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        Top();
    }

    /// <summary>The next batch, which stays valid until the next is asked for.</summary>
    /// <exception cref="InvalidOperationException">There is no further step.</exception>
    /// <exception cref="Exception">What the source threw for this batch, as it threw it.</exception>
    public Batch Next()
    {
        if (_used is not null) _free.Push(_used);
        _used = null;
        if (options.Prefetch == 0)
        {
            if (_next >= _end) throw new InvalidOperationException("The feed is at its end.");
            _used = Room();
            Fetch(_used, _next++)();
            return _used;
        }

        Top();
        var (fetch, batch) = _ahead.Dequeue();
        _used = batch;
        // Where every thread of the pool is busy the fetch runs here: waiting for it cannot lock up.
        fetch.GetAwaiter().GetResult();
        Top();
        return batch;
    }

    /// <summary>Ends the fetching and waits until none is under way.</summary>
    public void End()
    {
        _cancel?.Cancel();
        foreach (var (fetch, batch) in _ahead)
        {
            fetch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            _free.Push(batch);
        }

        _ahead.Clear();
        _cancel?.Dispose();
        _cancel = null;
    }

    public void Dispose() => End();

    private void Top()
    {
        while (_ahead.Count < options.Prefetch && _next < _end)
        {
            var batch = Room();
            _ahead.Enqueue((Task.Run(Fetch(batch, _next++)), batch));
        }
    }

    private Batch Room() => _free.TryPop(out var batch) ? batch : new Batch(source, batchSize, training ? options.ClassWeights : null);

    private Action Fetch(Batch batch, long step)
    {
        var (pass, indices) = order.At(step);
        var token = _cancel!.Token;
        return () =>
        {
            token.ThrowIfCancellationRequested();
            batch.Fill(pass, indices.Span, token);
        };
    }
}
