using System.Runtime.ExceptionServices;

namespace MlNetCnn.Compute.Threading;

/// <summary>
/// A parallel loop over a process-wide set of background threads. Which thread runs an item is open; since every item writes its own part
/// of the result, the result is not. Threads spin briefly for the next loop, then park.
/// </summary>
/// <remarks>One loop at a time uses the threads; a loop that finds them taken (concurrent predictions) runs on its caller's thread alone.</remarks>
internal sealed class WorkerPool
{
    private const int SpinsBeforeParking = 100;
    private readonly Lock _taken = new();
    private readonly SemaphoreSlim _wake = new(0);
    private int _workers;
    private int _parked;
    private volatile Loop? _current;

    /// <summary>The pool of this process.</summary>
    public static WorkerPool Shared { get; } = new();

    /// <summary>Runs the body for 0 .. count - 1 and returns when all are done.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="threads">Threads used at most, the caller's included.</param>
    /// <param name="body">Takes the item and the number of the worker, below <paramref name="threads"/>.</param>
    public void Run(int count, int threads, Action<int, int> body)
    {
        if (count <= 1 || threads <= 1 || _taken.IsHeldByCurrentThread || !_taken.TryEnter())
        {
            for (var i = 0; i < count; i++) body(i, 0);
            return;
        }

        try
        {
            EnsureWorkers(threads - 1);
            var loop = new Loop(count, Math.Min(threads, count), body);
            _current = loop;
            Interlocked.MemoryBarrier();
            // Workers that spin see it by themselves; those that sleep are woken, as many as can help.
            var sleeping = Math.Min(Volatile.Read(ref _parked), loop.Seats - 1);
            if (sleeping > 0) _wake.Release(sleeping);
            loop.Work(0);
            loop.WaitForOthers();
            _current = null;
            loop.Failure?.Throw();
        }
        finally
        {
            _taken.Exit();
        }
    }

    private void EnsureWorkers(int count)
    {
        for (; _workers < count; _workers++)
            new Thread(Serve) { IsBackground = true, Name = $"MlNetCnn worker {_workers + 1}" }.Start();
    }

    private void Serve()
    {
        Loop? last = null;
        while (true)
        {
            var loop = WaitForLoop(last);
            loop.Join();
            last = loop;
        }
    }

    private Loop WaitForLoop(Loop? last)
    {
        while (true)
        {
            for (var spin = 0; spin < SpinsBeforeParking; spin++)
            {
                if (_current is { } loop && loop != last) return loop;
                Thread.SpinWait(20);
            }

            Interlocked.Increment(ref _parked);
            // A loop that began before the increment did not count this thread: look once more.
            if (_current is { } late && late != last)
            {
                Interlocked.Decrement(ref _parked);
                return late;
            }

            _wake.Wait();
            Interlocked.Decrement(ref _parked);
        }
    }

    private sealed class Loop(int count, int seats, Action<int, int> body)
    {
        private int _next = -1;
        private int _seated;
        private int _open = 1;
        private int _inside;
        private ExceptionDispatchInfo? _failure;

        public int Seats => seats;

        public ExceptionDispatchInfo? Failure => _failure;

        /// <summary>A worker's part: takes a seat if the loop still runs and one is free.</summary>
        public void Join()
        {
            Interlocked.Increment(ref _inside);
            if (Volatile.Read(ref _open) == 1)
            {
                var seat = Interlocked.Increment(ref _seated);
                if (seat < seats) Work(seat);
            }

            Interlocked.Decrement(ref _inside);
        }

        public void Work(int worker)
        {
            try
            {
                for (var i = Interlocked.Increment(ref _next); i < count; i = Interlocked.Increment(ref _next)) body(i, worker);
            }
            catch (Exception e)
            {
                // Carried to the caller's thread: an exception on a worker would end the process.
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
                Volatile.Write(ref _next, count);
            }
        }

        public void WaitForOthers()
        {
            Interlocked.Exchange(ref _open, 0);
            var spinner = new SpinWait();
            while (Volatile.Read(ref _inside) != 0) spinner.SpinOnce(sleep1Threshold: -1);
        }
    }
}
