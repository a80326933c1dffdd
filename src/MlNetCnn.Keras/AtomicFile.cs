namespace MlNetCnn.Keras;

/// <summary>Writes files whole: beside the target, flushed to the disk, then renamed. A kill at any moment leaves the old file or the new one.</summary>
public static class AtomicFile
{
    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content. When it throws, the old file stays as it was and nothing is left beside it.</param>
    /// <exception cref="IOException">The folder does not exist or cannot be written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file is not writable.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        // One name per target: what a killed writer leaves is taken over by the next one.
        var beside = target + ".partial";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            try
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            catch
            {
                stream.Dispose();
                File.Delete(beside);
                throw;
            }
        }

        File.Move(beside, target, overwrite: true);
    }

    /// <summary>Replaces or creates a text file, UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="text">The content.</param>
    public static void WriteAllText(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });
}
