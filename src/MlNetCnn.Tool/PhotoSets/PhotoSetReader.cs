namespace MlNetCnn.Tool.PhotoSets;

/// <summary>
/// Finds the pictures of an experiment in a folder that is laid out in one of these ways: class folders inside <c>train</c>,
/// <c>validation</c> and <c>test</c>; class folders alone; or files named <c>cat.0.jpg</c>, <c>dog.0.jpg</c> and so on, in the folder
/// itself or in its <c>train</c> folder, as the competition's archive has them. Nothing is copied.
/// </summary>
internal static class PhotoSetReader
{
    private static readonly string[] ValidationNames = ["validation", "valid", "val"];
    private const string Layouts = "class folders in train, validation and test; class folders; or files named cat.0.jpg, dog.0.jpg and so on";

    /// <exception cref="UserErrorException">There is no such folder, or it is laid out in none of these ways; the message names it.</exception>
    public static PhotoSet Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException(File.Exists(folder)
                ? $"'{folder}' is a file; --data takes a folder of pictures."
                : $"The folder of pictures '{folder}' does not exist.");
        }

        return Check(Find(folder), folder);
    }

    private static PhotoSet Find(string folder)
    {
        var train = Path.Combine(folder, "train");
        if (Directory.Exists(train))
            return Flat(train) ?? Split(folder, train);
        return Flat(folder) ?? ClassFolders(folder);
    }

    private static PhotoSet? Flat(string folder)
    {
        var files = PictureFiles.In(folder);
        return files.Count > 0 && files.All(f => BookSplit.Parse(f) is not null) ? BookSplit.Of(files) : null;
    }

    private static PhotoSet ClassFolders(string folder)
    {
        var classes = Classes(folder);
        var files = classes.SelectMany(c => c.Files).ToList();
        // Class folders of the book's own files keep the book's split.
        var numbered = classes.Count > 0 && classes.All(c => c.Files.All(f => BookSplit.Parse(f) is not null) && c.Files.Count >= 2000);
        if (!numbered) return ShareSplit.Of(classes);
        var set = BookSplit.Of(files);
        return set.Classes.Count == classes.Count ? set : ShareSplit.Of(classes);
    }

    private static PhotoSet Split(string folder, string train)
    {
        var trainClasses = Classes(train);
        var names = trainClasses.Select(c => c.Label).ToList();
        var validation = ValidationNames.Select(n => Path.Combine(folder, n)).FirstOrDefault(Directory.Exists);
        var test = Path.Combine(folder, "test");
        var testPhotos = Directory.Exists(test) ? Photos(Known(test, Classes(test), names, train)) : [];
        if (validation is not null)
            return new PhotoSet(names, Photos(trainClasses), Photos(Known(validation, Classes(validation), names, train)), testPhotos) { Split = "split as in the folders" };

        List<Photo> kept = [], held = [];
        foreach (var (label, files) in trainClasses)
        {
            var limit = files.Count - files.Count / 5;
            for (var i = 0; i < files.Count; i++) (i < limit ? kept : held).Add(new Photo(files[i], label));
        }

        return new PhotoSet(names, kept, held, testPhotos) { Split = "split as in the folders; the last fifth of train per class validates" };
    }

    private static List<(string Label, IReadOnlyList<string> Files)> Classes(string folder) =>
        [.. PictureFiles.FoldersIn(folder).Select(d => (Path.GetFileName(d), PictureFiles.In(d))).Where(c => c.Item2.Count > 0)];

    private static List<(string Label, IReadOnlyList<string> Files)> Known(
        string folder, List<(string Label, IReadOnlyList<string> Files)> classes, List<string> names, string train)
    {
        foreach (var (label, _) in classes)
        {
            if (!names.Contains(label, StringComparer.Ordinal))
                throw new UserErrorException($"'{folder}' has a class '{label}' that '{train}' does not have ({(names.Count == 0 ? "it holds no pictures in class folders" : $"it has {string.Join(", ", names)}")}).");
        }

        return classes;
    }

    private static List<Photo> Photos(List<(string Label, IReadOnlyList<string> Files)> classes) =>
        [.. classes.SelectMany(c => c.Files.Select(f => new Photo(f, c.Label)))];

    private static PhotoSet Check(PhotoSet set, string folder)
    {
        if (set.Classes.Count == 0)
            throw new UserErrorException($"'{folder}' holds no classes of pictures (.jpg, .jpeg, .png). Expected: {Layouts}.");
        if (set.Classes.Count == 1)
            throw new UserErrorException($"'{folder}' holds one class only, '{set.Classes[0]}'; a classifier needs two or more. Expected: {Layouts}.");
        return Require(set, folder);
    }

    /// <summary>Refuses a set in which a class has no picture for a purpose.</summary>
    public static PhotoSet Require(PhotoSet set, string folder)
    {
        RequirePart(set, set.Train, "train on", folder);
        RequirePart(set, set.Validation, "validate with", folder);
        if (set.Test.Count > 0) RequirePart(set, set.Test, "test with", folder);
        return set;
    }

    private static void RequirePart(PhotoSet set, IReadOnlyList<Photo> part, string purpose, string folder)
    {
        foreach (var label in set.Classes)
        {
            if (part.Any(p => p.Label == label)) continue;
            var count = set.All.Count(p => p.Label == label);
            throw new UserErrorException($"'{folder}': the class '{label}' has no picture to {purpose}; it has {count} in all ({set.Split}).");
        }
    }
}
