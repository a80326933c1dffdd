using System.Globalization;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>The methods and their figures, for the screen and the report.</summary>
internal static class FaithfulnessTable
{
    public static IReadOnlyList<string> Columns { get; } =
        ["method", "pointing %", "energy %", "random net %", "drop %", "increase %", "deletion", "insertion", "rank corr.", "SSIM"];

    public const string Note =
        "Pointing: share of pictures whose map is greatest on the object, more is better. Energy: share of the map that lies in the object's box, more is better. Random net: pointing of "
        + "the net with all weights drawn anew, near chance is better. Drop: mean loss of confidence when the picture is multiplied with the map, less is better; increase: share of pictures whose "
        + "confidence rises, more is better. Deletion: area under the confidence while the pixels that matter most go, less is better; insertion: while they come, more is better. Rank correlation "
        + "and structural similarity of the maps to those of the net with all weights drawn anew, near 0 is better. The row noise has random maps: what the measures are without an explanation.";

    public static IReadOnlyList<IReadOnlyList<string>> Rows(IEnumerable<MethodFigures> methods) => [.. methods.Select(m => (IReadOnlyList<string>)
    [
        m.Name, Percent(m.Pointing.Accuracy), Percent(m.Pointing.Energy), m.Random.Count == 0 ? "-" : Percent(m.Random.Average(r => r.Accuracy)),
        Text(m.Change.AverageDrop, "F1"), Text(m.Change.IncreaseInConfidence, "F1"), Text(m.Deletion.Area, "F3"), Text(m.Insertion.Area, "F3"),
        m.Cascade.Count == 0 ? "-" : Text(m.Cascade[^1].RankCorrelation, "F3"), m.Cascade.Count == 0 ? "-" : Text(m.Cascade[^1].Similarity, "F3"),
    ])];

    /// <summary>Aligned lines: the first column to the left, numbers to the right.</summary>
    public static IEnumerable<string> Lines(IEnumerable<MethodFigures> methods)
    {
        List<IReadOnlyList<string>> rows = [Columns, .. Rows(methods)];
        int[] widths = [.. Columns.Select((_, c) => rows.Max(r => r[c].Length))];
        return rows.Select(r => string.Join("  ", r.Select((text, c) => c == 0 ? text.PadRight(widths[c]) : text.PadLeft(widths[c]))));
    }

    private static string Percent(double share) => Text(100 * share, "F1");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
