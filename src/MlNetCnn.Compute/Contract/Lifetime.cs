namespace MlNetCnn.Compute;

/// <summary>Keeps what an executable holds while calls run: disposed of in the midst of predictions, it frees its memory when the last of them ends.</summary>
/// <param name="free">Frees it; called once.</param>
internal sealed class Lifetime(Action free)
{
    private readonly Lock _lock = new();
    private int _running;
    private bool _ended;

    /// <summary>Begins a call.</summary>
    /// <returns>Ends it when disposed.</returns>
    /// <exception cref="ObjectDisposedException">The executable was disposed.</exception>
    public Use Begin()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, typeof(IExecutable));
            _running++;
        }

        return new Use(this);
    }

    /// <summary>Ends it: at once, or with the last call that runs. A second time does nothing.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_ended) return;
            _ended = true;
            if (_running > 0) return;
        }

        free();
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_running > 0 || !_ended) return;
        }

        free();
    }

    /// <summary>A call that runs.</summary>
    public readonly struct Use(Lifetime owner) : IDisposable
    {
        public void Dispose() => owner.Leave();
    }
}
