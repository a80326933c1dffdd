using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Confusion matrices as ML.NET prints them.</summary>
internal static class ConfusionTable
{
    private const string Predicted = "PREDICTED";

    public static string Format(ConfusionMatrix matrix, string[] names, bool isBinary)
    {
        int count = matrix.NumberOfClasses;
        int columnWidth = count == 2 ? 8 : 5;
        int longest = names.Max(name => name.Length);
        // Names too long for a column head are replaced by numbers, which then stand before the names of the rows too.
        bool numbered = longest > columnWidth;
        int digits = (count - 1).ToString(CultureInfo.InvariantCulture).Length;
        int rowHead = Math.Max(Predicted.Length, numbered ? longest + digits + 2 : longest);
        string rule = string.Concat(Enumerable.Repeat(count > 2 ? "========" : "===========", count));
        string Head(string text) => text.PadRight(rowHead + 1) + "||";

        var table = new StringBuilder();
        if (isBinary && count == 2)
        {
            double positives = matrix.Counts[0].Sum();
            double negatives = matrix.Counts[1].Sum();
            table.Append(CultureInfo.InvariantCulture,
                $"TEST {names[0].ToUpperInvariant()} RATIO:\t{positives / (positives + negatives):N4} ({positives:F1}/({positives:F1}+{negatives:F1}))");
        }
        table.AppendLine().AppendLine("Confusion table");
        table.Append(Head("")).AppendLine(rule);
        table.Append(Head(Predicted));
        for (int i = 0; i < count; i++)
            table.Append(' ').Append((numbered ? i.ToString(CultureInfo.InvariantCulture) : names[i]).PadLeft(columnWidth)).Append(" |");
        table.AppendLine(" Recall");
        table.Append(Head("TRUTH")).AppendLine(rule);
        for (int i = 0; i < count; i++)
        {
            string name = numbered
                ? $"{i.ToString(CultureInfo.InvariantCulture).PadLeft(digits)}. {names[i].PadLeft(rowHead - digits - 2)}"
                : names[i].PadLeft(rowHead);
            table.Append(name).Append(" ||");
            foreach (double value in matrix.Counts[i])
                table.Append(' ').Append(value.ToString("N0", CultureInfo.InvariantCulture).PadLeft(columnWidth)).Append(" |");
            table.Append(' ').AppendLine(matrix.PerClassRecall[i].ToString("F4", CultureInfo.InvariantCulture));
        }
        table.Append(Head("")).AppendLine(rule);
        table.Append(Head("Precision"));
        foreach (double precision in matrix.PerClassPrecision)
            table.Append(precision.ToString("N4", CultureInfo.InvariantCulture).PadLeft(columnWidth + 1)).Append(" |");
        return table.AppendLine().ToString();
    }
}
