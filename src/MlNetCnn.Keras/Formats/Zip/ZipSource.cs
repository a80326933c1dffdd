using System.Globalization;

namespace MlNetCnn.Keras.Formats;

/// <summary>The bytes of a zip archive; every read is checked against the length of the file before anything is allocated.</summary>
internal sealed class ZipSource(Stream stream, string file, ReadBudget budget)
{
    /// <summary>Bytes of the file.</summary>
    public long Length { get; } = stream.Length;

    /// <summary>The memory that reading may take.</summary>
    public ReadBudget Budget => budget;

    public byte[] Bytes(long at, long count, string what)
    {
        Check(at, count, what);
        Take(at, count, what);
        var bytes = new byte[count];
        stream.Position = at;
        stream.ReadExactly(bytes);
        return bytes;
    }

    public ZipFields Fields(long at, long count, string what) => new(Bytes(at, count, what), at, what, Fail);

    /// <summary>The bytes as a stream.</summary>
    public Stream Window(long at, long count) => new ZipWindow(stream, at, count);

    /// <summary>Refuses a range that is not within the file.</summary>
    public void Check(long at, long count, string what)
    {
        if (at < 0 || count < 0 || at > Length || count > Length - at)
            throw Fail(at, $"{what} of {count} bytes does not lie within the file of {Length} bytes: it is truncated or corrupt");
    }

    /// <summary>Counts memory that is about to be taken.</summary>
    public void Take(long at, long bytes, string what)
    {
        if (bytes > Array.MaxLength || !budget.TryTake(bytes)) throw Fail(at, $"{what} takes {bytes} bytes, more than is read from a file of {Length} bytes");
    }

    public ModelFormatException Fail(long at, string message) => Fail("byte " + Math.Max(0, at).ToString(CultureInfo.InvariantCulture), message);

    public ModelFormatException Fail(string place, string message, Exception? inner = null) => new($"the zip archive is damaged or unsafe: {message}.", file, place, inner);
}
