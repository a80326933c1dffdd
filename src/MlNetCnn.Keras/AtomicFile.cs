namespace MlNetCnn.Keras;

/// <summary>Writes files whole: beside the target, flushed to the disk, then renamed. A kill at any moment leaves the old file or the new one.</summary>
public static class AtomicFile
{
    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content. When it throws, the old file stays as it was and nothing is left beside it.</param>
    /// <exception cref="IOException">
    /// The folder does not exist or cannot be written, or the disk is full: that is told whatever <paramref name="write"/> made of it.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file is not writable.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        // One name per target: what a killed writer leaves is taken over by the next one.
        var beside = target + ".partial";
        var stream = new WitnessingStream(beside);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
                if (stream.Failure is { } swallowed) throw swallowed;
            }

            File.Move(beside, target, overwrite: true);
        }
        catch (Exception e)
        {
            // Also where closing fails: what the system could not write when it was told to, it is asked to write once more.
            File.Delete(beside);
            if (stream.Failure is not { } failure) throw;
            throw new IOException($"'{target}' cannot be written, and is as it was: {failure.Message}", e) { HResult = failure.HResult };
        }
    }

    /// <summary>Replaces or creates a text file, UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="text">The content.</param>
    public static void WriteAllText(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });

    /// <summary>
    /// A new file that remembers the first failure of the disk: a writer on top of it may close what it had open when it fails, and end in an error
    /// that says nothing of a full disk.
    /// </summary>
    private sealed class WitnessingStream(string path) : FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None)
    {
        public IOException? Failure { get; private set; }

        public override void Write(byte[] array, int offset, int count) => Witness(() => base.Write(array, offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                base.Write(buffer);
            }
            catch (IOException e)
            {
                Failure ??= e;
                throw;
            }
        }

        public override void WriteByte(byte value) => Witness(() => base.WriteByte(value));

        public override void Flush(bool flushToDisk) => Witness(() => base.Flush(flushToDisk));

        private void Witness(Action write)
        {
            try
            {
                write();
            }
            catch (IOException e)
            {
                Failure ??= e;
                throw;
            }
        }
    }
}
