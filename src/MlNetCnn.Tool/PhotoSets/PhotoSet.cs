namespace MlNetCnn.Tool.PhotoSets;

/// <summary>Pictures split into those to train on, to watch the training with, and to judge the result by. Each part is ordered class by class.</summary>
internal sealed record PhotoSet(
    IReadOnlyList<string> Classes, IReadOnlyList<Photo> Train, IReadOnlyList<Photo> Validation, IReadOnlyList<Photo> Test)
{
    /// <summary>How it was split, in words.</summary>
    public required string Split { get; init; }

    /// <summary>How many pictures were left out because they cannot be read.</summary>
    public int LeftOut { get; init; }

    /// <summary>All pictures.</summary>
    public IEnumerable<Photo> All => Train.Concat(Validation).Concat(Test);

    /// <summary>The first few pictures of every class in every part: enough to see that everything works.</summary>
    public PhotoSet Small(int train, int validation, int test) => this with
    {
        Train = FirstOfEach(Train, train),
        Validation = FirstOfEach(Validation, validation),
        Test = FirstOfEach(Test, test),
        Split = $"{Split}, of these the first {train}/{validation}/{test} per class",
    };

    private static List<Photo> FirstOfEach(IReadOnlyList<Photo> photos, int count) =>
        [.. photos.GroupBy(p => p.Label, StringComparer.Ordinal).SelectMany(g => g.Take(count))];
}
