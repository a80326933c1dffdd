namespace MlNetCnn;

/// <summary>How many feature vectors a transformer has computed and how many it found in its cache. Safe to read while it works.</summary>
public sealed class FeatureStatistics
{
    private long _computed;
    private long _fromCache;
    private IOException? _cacheFailure;

    internal FeatureStatistics() { }

    /// <summary>Computed by running the network.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <summary>Found in the cache.</summary>
    public long FromCache => Interlocked.Read(ref _fromCache);

    /// <summary>
    /// Why features that were computed did not reach the cache's file, e.g. a full disk; null while all is well. The features themselves are not touched by it.
    /// </summary>
    public IOException? CacheFailure
    {
        get => Volatile.Read(ref _cacheFailure);
        internal set => Volatile.Write(ref _cacheFailure, value);
    }

    internal void Add(int computed, int fromCache)
    {
        Interlocked.Add(ref _computed, computed);
        Interlocked.Add(ref _fromCache, fromCache);
    }
}
