using MlNetCnn.Imaging;
using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.PhotoSets;

/// <summary>Decodes every picture once and leaves out those that are none.</summary>
internal static class PhotoCheck
{
    /// <returns>The set of pictures that can be read; each one left out is reported with its path and the reason.</returns>
    public static PhotoSet LeaveOutBad(PhotoSet set, IDisplay display, CancellationToken cancellation)
    {
        var all = set.All.ToList();
        var errors = new string?[all.Count];
        display.Progress("checking photos", all.Count, bar => Parallel.For(0, all.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            errors[i] = WhatIsWrong(all[i].Path);
            bar.Advance(1);
        }));
        var bad = all.Zip(errors).Where(p => p.Second is not null).ToList();
        foreach (var (photo, error) in bad) display.Warning($"'{photo.Path}' is left out: {error}");
        var left = bad.Select(p => p.First).ToHashSet();
        return set with { Train = Without(set.Train), Validation = Without(set.Validation), Test = Without(set.Test), LeftOut = left.Count };

        List<Photo> Without(IReadOnlyList<Photo> photos) => [.. photos.Where(p => !left.Contains(p))];
    }

    private static string? WhatIsWrong(string path)
    {
        try
        {
            ImageFile.Load(path);
            return null;
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return Reason(e, path);
        }
    }

    /// <summary>What is wrong with a picture, for a message that names it already.</summary>
    public static string Reason(Exception error, string path) =>
        error.Message.StartsWith(path + ": ", StringComparison.Ordinal) ? error.Message[(path.Length + 2)..] : error.Message;
}
