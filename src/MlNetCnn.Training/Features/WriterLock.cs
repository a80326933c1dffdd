namespace MlNetCnn.Training;

/// <summary>
/// The right to write a cache's file: an empty file beside it, opened for nobody else. The system gives it up when the process ends, however it
/// ends. The file is never deleted: who deletes a lock makes room for two.
/// </summary>
internal static class WriterLock
{
    /// <summary>Takes the right; null when somebody else has it.</summary>
    /// <param name="path">The cache's file.</param>
    /// <exception cref="IOException">The lock's file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock's file must not be made.</exception>
    public static IDisposable? TryTake(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            return null;
        }
    }

    /// <summary>ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows; EWOULDBLOCK elsewhere, whose number is 11 on Linux and 35 on macOS and BSD.</summary>
    private static bool IsSharingViolation(IOException e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xFFFF) is 32 or 33
        : e.HResult == (OperatingSystem.IsLinux() ? 11 : 35);
}
