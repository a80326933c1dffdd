using System.Buffers.Binary;

namespace MlNetCnn.Training;

/// <summary>
/// A TensorBoard event file that grows: TFRecords (length, uint64; its masked CRC-32C; an event; its masked CRC-32C; little-endian), the first of which tells the version. Opened for each
/// writing, so that nothing is held meanwhile.
/// </summary>
internal sealed class EventFile(string folder, TimeProvider clock)
{
    // TensorBoard takes files with 'tfevents' in their name. Its own begin with the time; one name for all runs lets a run go on in its file.
    public const string Name = "events.out.tfevents.0.mlnetcnn";

    private readonly string _path = Path.Combine(folder, Name);

    /// <summary>Bytes that this run has written.</summary>
    public long Length { get; private set; }

    /// <summary>Goes on behind so many bytes of the file: the next writing drops what stands there.</summary>
    public void Restart(long length) => Length = length;

    /// <summary>Writes an event for a step; nothing without values.</summary>
    /// <exception cref="IOException">It cannot be written; the file is as it was.</exception>
    public void Append(long step, IEnumerable<(string Tag, double Value)> values)
    {
        (string Tag, double Value)[] all = [.. values];
        if (all.Length == 0) return;
        var time = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        Directory.CreateDirectory(folder);
        using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        // A file that was deleted meanwhile begins anew: what came before is lost, what comes is whole.
        if (file.Length < Length) Length = 0;
        try
        {
            file.SetLength(Length);
            file.Position = Length;
            if (Length == 0) WriteRecord(file, EventMessage.Version(time));
            WriteRecord(file, EventMessage.Scalars(time, step, all));
            file.Flush();
        }
        catch (IOException e)
        {
            file.SetLength(Length);
            throw new IOException($"'{_path}' cannot be written: {e.Message}", e) { HResult = e.HResult };
        }

        Length = file.Length;
    }

    private static void WriteRecord(Stream file, byte[] data)
    {
        Span<byte> length = stackalloc byte[8], sum = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(length, data.Length);
        file.Write(length);
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Masked(length));
        file.Write(sum);
        file.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Masked(data));
        file.Write(sum);
    }

    /// <summary>TFRecord's mask keeps a checksum of bytes that hold checksums from being a bad one.</summary>
    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = Crc32C.Of(data);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
