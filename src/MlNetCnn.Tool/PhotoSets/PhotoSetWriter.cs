using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.PhotoSets;

/// <summary>
/// Copies a photo set into <c>train/CLASS/</c>, <c>validation/CLASS/</c> and <c>test/CLASS/</c>. Everything is first copied beside the target folder,
/// which then appears whole: an interrupted copy leaves nothing that could be taken for the set.
/// </summary>
internal static class PhotoSetWriter
{
    /// <exception cref="UserErrorException">The target holds something already, or cannot be written.</exception>
    public static void Write(PhotoSet set, string target, IDisplay display, CancellationToken cancellation)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new UserErrorException($"'{target}' exists already and is not empty; delete it or choose another --output.");
        var beside = target.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) + ".partial";
        try
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
            Directory.CreateDirectory(beside);
            display.Progress("copying photos", set.All.Count(), bar =>
            {
                Copy(set.Train, Path.Combine(beside, "train"), bar, cancellation);
                Copy(set.Validation, Path.Combine(beside, "validation"), bar, cancellation);
                Copy(set.Test, Path.Combine(beside, "test"), bar, cancellation);
            });
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(beside, target);
        }
        catch (Exception e)
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
            if (e is IOException or UnauthorizedAccessException)
                throw new UserErrorException($"The photos could not be copied to '{target}': {e.Message}", e);
            throw;
        }
    }

    private static void Copy(IReadOnlyList<Photo> photos, string folder, IProgressBar bar, CancellationToken cancellation)
    {
        foreach (var photo in photos)
        {
            cancellation.ThrowIfCancellationRequested();
            var classFolder = Path.Combine(folder, photo.Label);
            Directory.CreateDirectory(classFolder);
            File.Copy(photo.Path, Path.Combine(classFolder, Path.GetFileName(photo.Path)));
            bar.Advance(1);
        }
    }
}
