namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// Keeps the walk over linked structures finite: a block is visited once, and all blocks together are no larger than the file
/// (blocks of a sound file belong to one structure and do not overlap).
/// </summary>
internal sealed class Visits(Hdf5Source source, string structure)
{
    private readonly HashSet<long> seen = [];
    private long total;

    /// <summary>Notes a block; refuses one seen before.</summary>
    public void Enter(long address, long length)
    {
        if (!seen.Add(address)) throw source.Fail(address, $"{structure} comes twice to this block: the file is corrupt");
        Spend(address, length);
    }

    /// <summary>Notes bytes read; refuses more than the file has.</summary>
    public void Spend(long address, long length)
    {
        total += length;
        if (total > source.Length) throw source.Fail(address, $"{structure} has blocks that overlap: the file is corrupt");
    }
}
