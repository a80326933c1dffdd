namespace MlNetCnn.Compute.Memory;

/// <summary>Lends scratch memory to concurrent calls and keeps a few pieces for the next ones.</summary>
internal sealed class BufferPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<NativeBuffer> _idle = [];
    private bool _disposed;

    /// <summary>A buffer of at least that many floats, with anything in it.</summary>
    public NativeBuffer Rent(long length)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var i = _idle.FindIndex(b => b.Length >= length);
            if (i >= 0)
            {
                var found = _idle[i];
                _idle.RemoveAt(i);
                return found;
            }

            // Those that are too small will be too small again.
            foreach (var small in _idle) small.Dispose();
            _idle.Clear();
        }

        return new NativeBuffer(length);
    }

    /// <summary>Takes a rented buffer back.</summary>
    public void Return(NativeBuffer buffer)
    {
        lock (_lock)
        {
            if (!_disposed && _idle.Count < Environment.ProcessorCount) _idle.Add(buffer);
            else buffer.Dispose();
        }
    }

    /// <summary>Frees what is idle; what is lent is freed when it comes back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var buffer in _idle) buffer.Dispose();
            _idle.Clear();
        }
    }
}
