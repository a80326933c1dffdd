using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetCnn.Tool.PhotoSets;

/// <summary>
/// The split of the Keras book's dogs-vs-cats experiments. Files are named <c>class.number.ext</c>; per class, numbers 0 to 999 are for
/// training, 1000 to 1499 for validation, 1500 to 1999 for the test; the rest is left out.
/// </summary>
internal static partial class BookSplit
{
    public const string InWords = "the book's split by number: 0-999 train, 1000-1499 validation, 1500-1999 test per class";

    /// <summary>Class and number of <c>cat.12.jpg</c>; null for files named otherwise.</summary>
    public static (string Label, int Number)? Parse(string path)
    {
        var match = Name().Match(Path.GetFileName(path));
        return match.Success && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (match.Groups[1].Value, number)
            : null;
    }

    /// <summary>Splits files that are all named as above.</summary>
    public static PhotoSet Of(IReadOnlyList<string> files)
    {
        var parsed = files.Select(f => (Path: f, Name: Parse(f)!.Value)).ToList();
        var classes = parsed.Select(p => p.Name.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        List<Photo> Numbers(int from, int to) =>
        [
            .. parsed.Where(p => p.Name.Number >= from && p.Name.Number < to)
                .OrderBy(p => p.Name.Label, StringComparer.Ordinal).ThenBy(p => p.Name.Number)
                .Select(p => new Photo(p.Path, p.Name.Label)),
        ];
        return new PhotoSet(classes, Numbers(0, 1000), Numbers(1000, 1500), Numbers(1500, 2000)) { Split = InWords };
    }

    [GeneratedRegex(@"^([^.]+)\.([0-9]+)\.[A-Za-z]+$")]
    private static partial Regex Name();
}
