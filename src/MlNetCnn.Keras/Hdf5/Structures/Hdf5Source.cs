using System.Globalization;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// The bytes of an HDF5 file at addresses relative to its superblock. Every read is checked against the length of the file
/// before anything is allocated; whatever is wrong is told as a <see cref="ModelFormatException"/> that names file and byte.
/// </summary>
internal sealed class Hdf5Source : IDisposable
{
    /// <summary>Bytes of memory of what a block is kept in, besides its own.</summary>
    public const int BlockOverhead = 96;

    /// <summary>An address field with all bits set: "nothing is there".</summary>
    public const long Undefined = -1;

    private readonly Stream stream;
    private readonly bool owned;
    private readonly ReadBudget budget;
    private long start;

    /// <param name="stream">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="owned">Whether to close the stream at the end.</param>
    /// <param name="budget">The memory that reading may take, where the file is part of another; null for its own.</param>
    public Hdf5Source(Stream stream, string name, bool owned, ReadBudget? budget = null)
    {
        this.stream = stream;
        this.owned = owned;
        this.budget = budget ?? new ReadBudget(stream.Length);
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

    /// <summary>The most bytes that one dataset may unfold to, whatever else was read before (<see cref="Take(long, long, string)"/> counts all).</summary>
    public long LargestData => Math.Min(Array.MaxLength, ReadLimits.Memory + ReadLimits.MemoryPerByte * Math.Min(budget.FileLength, Array.MaxLength));

    /// <summary>Lets address 0 be the byte where the superblock was found, behind a user block.</summary>
    public void FindStart()
    {
        var superblock = Hdf5File.Find(stream);
        if (superblock < 0) throw Fail(0, "this is no HDF5 file: its signature was not found");
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
        if (length > Array.MaxLength) throw Fail(address, $"{what} has {length} bytes, more than can be read at once");
        Take(address, length + BlockOverhead, what);
        var bytes = new byte[length];
        Read(address, bytes, what);
        return new Hdf5Block(this, address, bytes, what);
    }

    /// <summary>Counts memory that is about to be taken for something at an address.</summary>
    /// <exception cref="ModelFormatException">It is more than may be taken for this file (<see cref="ReadLimits"/>).</exception>
    public void Take(long address, long bytes, string what)
    {
        if (!budget.TryTake(bytes)) throw Fail(address, TooMuch(bytes, what));
    }

    /// <summary>Counts memory that is about to be taken for a named object.</summary>
    public void Take(string path, long bytes, string what)
    {
        if (!budget.TryTake(bytes)) throw Fail(path, TooMuch(bytes, what));
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

    private string TooMuch(long bytes, string what) =>
        $"{what} takes {bytes} bytes, more than is left of the {ReadLimits.MemoryPerByte} times its length and {ReadLimits.Memory} bytes that a file of {budget.FileLength} bytes may take; "
        + "save the file without compression";

    public void Dispose()
    {
        if (owned) stream.Dispose();
    }
}
