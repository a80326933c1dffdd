using Microsoft.Win32.SafeHandles;

namespace MlNetCnn.Training;

/// <summary>A temporary file without a name where the system can have such (Unix), else one that the system deletes with its handle: a killed process leaves nothing.</summary>
internal sealed class ScratchFile : IRecordFile
{
    private readonly SafeFileHandle _handle;

    /// <summary>Creates the file.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public ScratchFile(string folder)
    {
        var path = Path.Combine(folder, "mlnetcnn-" + Path.GetRandomFileName());
        var windows = OperatingSystem.IsWindows();
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, windows ? FileOptions.DeleteOnClose | FileOptions.RandomAccess : FileOptions.RandomAccess);
        if (!windows) File.Delete(path);
    }

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
