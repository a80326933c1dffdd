namespace MlNetCnn.Keras.Hdf5;

/// <summary>The first block of a file: sizes of fields and where the root group is (section II.A, versions 0 to 3).</summary>
internal static class Superblock
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Finds and reads the superblock and sets up the source accordingly.</summary>
    /// <returns>Address of the object header of the root group.</returns>
    public static long Read(Hdf5Source source)
    {
        source.FindStart();
        var head = source.Block(0, Math.Min(source.Length, 128), "the superblock");
        head.Skip(Signature.Length);
        var version = head.U8();
        if (version > 3) throw head.Fail($"the superblock has version {version}; versions 0 to 3 are understood");
        if (version <= 1) return ReadOld(source, head, version);
        source.OffsetSize = FieldSize(head);
        source.LengthSize = FieldSize(head);
        head.Skip(1);
        var start = head.Offset();
        head.Offset();
        CheckEnd(source, head, start);
        var root = head.Offset();
        var whole = head.Rewound().Part(head.Position + 4, "the superblock");
        whole.VerifyChecksum();
        return root;
    }

    private static long ReadOld(Hdf5Source source, Hdf5Block head, int version)
    {
        head.Skip(4);
        source.OffsetSize = FieldSize(head);
        source.LengthSize = FieldSize(head);
        head.Skip(version == 0 ? 9 : 13);
        var start = head.Offset();
        head.Offset();
        CheckEnd(source, head, start);
        if (head.Offset() != Hdf5Source.Undefined) throw head.Fail("a file that is split by a file driver is not supported");
        head.Offset();
        return head.Offset();
    }

    /// <summary>The end of the file is told as an absolute byte, where the superblock is believed to be at <paramref name="start"/>.</summary>
    private static void CheckEnd(Hdf5Source source, Hdf5Block head, long start)
    {
        var end = head.Offset() - Math.Max(0, start);
        if (end > source.Length) throw head.Fail($"the file should have {end} bytes and has {source.Length}: it is truncated");
    }

    private static int FieldSize(Hdf5Block head)
    {
        var size = head.U8();
        return size is 2 or 4 or 8 ? size : throw head.Fail($"fields of {size} bytes are not supported");
    }
}
