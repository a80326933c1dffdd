using Microsoft.Win32.SafeHandles;

namespace MlNetCnn.Training;

/// <summary>A file on the disk, without buffers of our own: what is written to one that has a name survives the end of the process.</summary>
internal sealed class DiskRecordFile : IRecordFile
{
    private readonly SafeFileHandle _handle;

    /// <summary>Opens or creates a file to write and read; others may read it meanwhile.</summary>
    public static DiskRecordFile OpenWriter(string path) =>
        new(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete));

    /// <summary>Opens an existing file to read while another writes it.</summary>
    public static DiskRecordFile OpenReader(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Creates a temporary file: without a name where the system can have such (Unix), else one that the system deletes with its handle. A killed process leaves nothing.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static DiskRecordFile OpenScratch(string folder)
    {
        var path = Path.Combine(folder, "mlnetcnn-" + Path.GetRandomFileName());
        var windows = OperatingSystem.IsWindows();
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, windows ? FileOptions.DeleteOnClose | FileOptions.RandomAccess : FileOptions.RandomAccess);
        if (!windows) File.Delete(path);
        return new DiskRecordFile(handle);
    }

    private DiskRecordFile(SafeFileHandle handle) => _handle = handle;

    /// <inheritdoc/>
    public long Length
    {
        get => RandomAccess.GetLength(_handle);
        set => RandomAccess.SetLength(_handle, value);
    }

    /// <inheritdoc/>
    public bool TryRead(long offset, Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(_handle, buffer, offset);
            if (read == 0) return false;
            buffer = buffer[read..];
            offset += read;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, offset);

    /// <inheritdoc/>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
