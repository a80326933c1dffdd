namespace MlNetCnn.Keras.Formats;

/// <summary>
/// Writes a file so that its path holds the old file or the whole new one, whatever happens on the way: written beside, flushed to the disk,
/// renamed. A failure leaves nothing behind; a kill at most a file <c>*.tmp</c> beside.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">Where it shall be.</param>
    /// <param name="write">Writes the content from the start of an empty, seekable stream.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        var beside = $"{full}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
