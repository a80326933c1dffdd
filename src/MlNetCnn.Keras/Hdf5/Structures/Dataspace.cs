namespace MlNetCnn.Keras.Hdf5;

/// <summary>Extent of a dataset or attribute: its dimensions; scalar (no dimensions) or null (no element).</summary>
internal sealed class Dataspace
{
    private const int LargestRank = 32;

    private Dataspace(long[] dimensions, long[] maximum, long count)
    {
        Dimensions = dimensions;
        Maximum = maximum;
        Count = count;
    }

    /// <summary>Current size of each dimension.</summary>
    public long[] Dimensions { get; }

    /// <summary>Largest size of each dimension; -1 is unlimited.</summary>
    public long[] Maximum { get; }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>Reads a dataspace message, version 1 or 2 (section IV.A.2.b).</summary>
    public static Dataspace Read(HeaderMessage message)
    {
        var body = message.Body;
        if (message.IsShared) throw body.Fail("a shared dataspace is not supported; write the file without shared object header messages");
        var version = body.U8();
        if (version is not (1 or 2)) throw body.Fail($"a dataspace message has version {version}; versions 1 and 2 are understood");
        var rank = body.U8();
        if (rank > LargestRank) throw body.Fail($"a dataspace has {rank} dimensions; HDF5 allows {LargestRank}");
        var flags = body.U8();
        var isNull = false;
        if (version == 1) body.Skip(5);
        else isNull = body.U8() == 2;
        var dimensions = new long[rank];
        for (var i = 0; i < rank; i++) dimensions[i] = body.Length();
        var maximum = (long[])dimensions.Clone();
        if ((flags & 1) != 0)
            for (var i = 0; i < rank; i++) maximum[i] = body.LengthOrUnlimited();
        return new Dataspace(dimensions, maximum, isNull ? 0 : Product(dimensions, body));
    }

    private static long Product(long[] dimensions, Hdf5Block body)
    {
        if (dimensions.Contains(0)) return 0;
        long count = 1;
        foreach (var dimension in dimensions)
        {
            if (count > long.MaxValue / 64 / dimension) throw body.Fail($"the dimensions ({string.Join(", ", dimensions)}) are not plausible");
            count *= dimension;
        }

        return count;
    }
}
