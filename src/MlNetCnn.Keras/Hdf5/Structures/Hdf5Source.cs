using System.Globalization;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// The bytes of an HDF5 file at addresses relative to its superblock. Every read is checked against the length of the file
/// before anything is allocated; whatever is wrong is told as a <see cref="ModelFormatException"/> that names file and byte.
/// </summary>
internal sealed class Hdf5Source : IDisposable
{
    /// <summary>An address field with all bits set: "nothing is there".</summary>
    public const long Undefined = -1;

    /// <summary>No single metadata block (a heap, a node, an attribute) may be larger than this many bytes.</summary>
    private const long LargestBlock = 256L << 20;

    private readonly Stream stream;
    private readonly bool owned;
    private long start;

    public Hdf5Source(Stream stream, string name, bool owned)
    {
        this.stream = stream;
        this.owned = owned;
        Name = name;
        Length = stream.Length;
        Metadata = new Visits(this, "the metadata");
        Headers = new PerObject<ObjectHeader>(address => ObjectHeader.Read(this, address));
    }

    /// <summary>Name of the file, for messages.</summary>
    public string Name { get; }

    /// <summary>Number of bytes from the superblock to the end of the file.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes of an address field: 2, 4 or 8.</summary>
    public int OffsetSize { get; set; } = 8;

    /// <summary>Bytes of a length field: 2, 4 or 8.</summary>
    public int LengthSize { get; set; } = 8;

    /// <summary>Whether metadata checksums are compared; only fuzz tests switch this off, to reach the code behind.</summary>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>All blocks of headers, groups and attributes; each is parsed once in the life of a file.</summary>
    public Visits Metadata { get; }

    /// <summary>Object headers by their address.</summary>
    public PerObject<ObjectHeader> Headers { get; }

    /// <summary>
    /// The most bytes that stored data may unfold to: what deflate (at best 1032 : 1) could have packed into a file of this
    /// length, at least 16 MiB, at most what one array holds.
    /// </summary>
    public long LargestData => Math.Min(Array.MaxLength, Math.Max(16L << 20, Length > (1L << 40) ? long.MaxValue : Length * 1040));

    /// <summary>Lets address 0 be the byte where the superblock was found, behind a user block.</summary>
    public void StartAt(long superblock)
    {
        start = superblock;
        Length = stream.Length - superblock;
    }

    /// <summary>Fills <paramref name="into"/> from an address.</summary>
    public void Read(long address, Span<byte> into, string what)
    {
        Check(address, into.Length, what);
        stream.Position = start + address;
        var read = stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        if (read < into.Length) throw Fail(address, $"{what} ends after {read} of {into.Length} bytes");
    }

    /// <summary>Reads a block of metadata.</summary>
    public Hdf5Block Block(long address, long length, string what)
    {
        Check(address, length, what);
        if (length > LargestBlock) throw Fail(address, $"{what} has {length} bytes, more than the {LargestBlock} that are accepted");
        var bytes = new byte[length];
        Read(address, bytes, what);
        return new Hdf5Block(this, address, bytes, what);
    }

    /// <summary>Refuses a range that is not within the file.</summary>
    public void Check(long address, long length, string what)
    {
        if (address == Undefined) throw Fail(0, $"{what} has no address");
        if (address < 0 || length < 0 || address > Length || length > Length - address)
            throw Fail(address, $"{what} of {length} bytes does not lie within the file of {Length} bytes; the file is truncated or corrupt");
    }

    /// <summary>The exception for something wrong at an address.</summary>
    public ModelFormatException Fail(long address, string message, Exception? inner = null) =>
        new(message + ".", Name, "byte " + (start + Math.Max(0, address)).ToString(CultureInfo.InvariantCulture), inner);

    /// <summary>The exception for something wrong with a named object.</summary>
    public ModelFormatException Fail(string path, string message, Exception? inner = null) => new(message + ".", Name, path, inner);

    public void Dispose()
    {
        if (owned) stream.Dispose();
    }
}
