namespace MlNetCnn.Tool.PhotoSets;

/// <summary>
/// The split of pictures that come in class folders: per class, in natural order of the file names, the first half trains, the next
/// quarter validates, the last quarter tests.
/// </summary>
internal static class ShareSplit
{
    public const string InWords = "split by order of name: half train, a quarter validation, a quarter test per class";

    public static PhotoSet Of(IReadOnlyList<(string Label, IReadOnlyList<string> Files)> classes)
    {
        List<Photo> train = [], validation = [], test = [];
        foreach (var (label, files) in classes)
        {
            var (half, threeQuarters) = (files.Count / 2, files.Count * 3 / 4);
            for (var i = 0; i < files.Count; i++)
                (i < half ? train : i < threeQuarters ? validation : test).Add(new Photo(files[i], label));
        }

        return new PhotoSet([.. classes.Select(c => c.Label)], train, validation, test) { Split = InWords };
    }
}
