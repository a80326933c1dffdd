using System.Collections.Concurrent;
using System.Globalization;

namespace MlNetCnn.Keras;

/// <summary>
/// Writes files whole: beside the target, flushed to the disk, then renamed. A kill at any moment leaves the old file or the new one. Of several that write the same file at once, each
/// writes its own beside it, and the last to end has the name.
/// </summary>
public static class AtomicFile
{
    private const string Ending = ".partial";

    /// <summary>How many names are tried.</summary>
    private const int MostTries = 1000;

    /// <summary>How often one that clears away may hold what was just made, before the error is taken for another.</summary>
    private const int Patience = 5;

    private static int _made;

    /// <summary>For tests: the next write of a target goes through a link to this file, e.g. to a disk that is full.</summary>
    internal static ConcurrentDictionary<string, string> Redirected { get; } = new(StringComparer.Ordinal);

    /// <summary>Replaces or creates a file. What writers that were killed left beside it is taken away.</summary>
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
        DeleteLeftovers(target);
        var stream = Open(target);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
                if (stream.Failure is { } swallowed) throw swallowed;

                // Still open, and so held: none that clears away may take it for a leftover.
                File.Move(stream.Name, target, overwrite: true);
            }
        }
        catch (Exception e)
        {
            // Also where closing fails: what the system could not write when it was told to, it is asked to write once more.
            File.Delete(stream.Name);
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

    /// <summary>Deletes a file, where there is one, and what writers that were killed left beside it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The folder does not exist, or the file is a folder or in use.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static void Delete(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.Delete(path);
        DeleteLeftovers(Path.GetFullPath(path));
    }

    /// <summary>
    /// Makes the file to write, under a name that nobody has nor had: what lies there already is never opened, since the moment before it may have got the name of the target, and those
    /// who clear away delete by name. Two processes of one number (in two containers on one disk) may meet: then the next number is tried.
    /// </summary>
    private static WitnessingStream Open(string target)
    {
        for (var i = 1; ; i++)
        {
            var beside = string.Create(CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}-{Interlocked.Increment(ref _made)}{Ending}");
            try
            {
                if (Redirected.TryRemove(target, out var elsewhere)) File.CreateSymbolicLink(beside, elsewhere);
                var stream = new WitnessingStream(beside, elsewhere is null ? FileMode.CreateNew : FileMode.Open);
                if (File.Exists(beside) || i == MostTries) return stream;

                // Made, cleared away by another one before it was held, and so a file without a name.
                stream.Dispose();
            }
            catch (IOException) when (i < (File.Exists(beside) ? MostTries : Patience))
            {
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw NotWritable(target, beside, e);
            }
        }
    }

    /// <summary>The system speaks of the file beside the target, which is no name that anybody knows.</summary>
    private static Exception NotWritable(string target, string beside, Exception e)
    {
        var folder = Path.GetDirectoryName(target)!;
        if (File.Exists(folder)) return new IOException($"'{target}' cannot be written: '{folder}' is a file, not a folder.", e);
        if (!Directory.Exists(folder)) return new DirectoryNotFoundException($"'{target}' cannot be written: the folder '{folder}' does not exist.", e);
        var message = $"'{target}' cannot be written: {e.Message.Replace(beside, target, StringComparison.Ordinal)}";
        return e is UnauthorizedAccessException ? new UnauthorizedAccessException(message, e) : new IOException(message, e) { HResult = e.HResult };
    }

    /// <summary>Takes away what lies beside a target and is held by nobody. Where that fails it stays: it harms nothing but the eye.</summary>
    private static void DeleteLeftovers(string target)
    {
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(Path.GetDirectoryName(target)!, "*" + Ending).Where(file => IsBeside(file, target))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }

        foreach (var file in files)
        {
            try
            {
                new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    /// <summary>Whether the name is the target's with a number after it, or, as earlier versions had it, without.</summary>
    private static bool IsBeside(string file, string target) =>
        file.StartsWith(target, StringComparison.Ordinal) && file.Length >= target.Length + Ending.Length
        && file[target.Length..^Ending.Length] is var between
        && (between.Length == 0 || (between[0] == '.' && between.Length > 1 && between.AsSpan(1).IndexOfAnyExcept("0123456789-") < 0));

    /// <summary>
    /// A new file that remembers the first failure of the disk: a writer on top of it may close what it had open when it fails, and end in an error
    /// that says nothing of a full disk.
    /// </summary>
    /// <remarks>Shared, so that it can be renamed while it is open, and that those who read the target then are not turned away.</remarks>
    private sealed class WitnessingStream(string path, FileMode mode) : FileStream(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)
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
