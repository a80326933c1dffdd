namespace MlNetCnn.Compute.Managed;

/// <summary>
/// Places values in one arena: two may share memory when they are not alive at the same time. First fit, in the order in which values are born. Offsets and sizes are
/// per element of the batch; a batch of n multiplies both by n.
/// </summary>
internal sealed class ArenaLayout
{
    private const nint Alignment = 16;
    private readonly List<(nint Offset, nint End, int LastUse)> _alive = [];

    /// <summary>Floats per element that the arena needs.</summary>
    public nint Size { get; private set; }

    /// <summary>Finds a place.</summary>
    /// <param name="count">Floats per element.</param>
    /// <param name="birth">Step that writes the value.</param>
    /// <param name="lastUse">Last step that reads it.</param>
    /// <returns>Its offset.</returns>
    public nint Place(nint count, int birth, int lastUse)
    {
        _alive.RemoveAll(a => a.LastUse < birth);
        var size = (count + Alignment - 1) / Alignment * Alignment;
        nint offset = 0;
        foreach (var (start, end, _) in _alive.OrderBy(a => a.Offset))
        {
            if (start - offset >= size) break;
            offset = Math.Max(offset, end);
        }

        _alive.Add((offset, offset + size, lastUse));
        Size = Math.Max(Size, offset + size);
        return offset;
    }
}
