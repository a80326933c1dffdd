namespace MlNetCnn.Keras;

/// <summary>
/// The memory that reading one file may take, counted before it is taken: <see cref="ReadLimits.MemoryPerByte"/> times the file and
/// <see cref="ReadLimits.Memory"/>. An archive and the files in it share one.
/// </summary>
/// <param name="fileLength">Bytes of the file.</param>
internal sealed class ReadBudget(long fileLength)
{
    private long _left = Math.Min(fileLength, 1L << 60) * ReadLimits.MemoryPerByte + ReadLimits.Memory;

    /// <summary>Bytes of the file.</summary>
    public long FileLength => fileLength;

    /// <summary>Counts memory.</summary>
    /// <returns>False where it is more than is left; nothing is counted then.</returns>
    public bool TryTake(long bytes)
    {
        if (bytes < 0 || bytes > _left) return false;
        _left -= bytes;
        return true;
    }
}
