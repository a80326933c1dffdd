using System.CommandLine.Parsing;
using System.Globalization;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Reads <c>512,256</c>; <c>0</c> means no hidden layer.</summary>
internal static class HiddenUnits
{
    public static int[] Parse(ArgumentResult result)
    {
        var text = string.Join(',', result.Tokens.Select(t => t.Value));
        if (text == "0") return [];
        List<int> units = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            {
                units.Add(count);
                continue;
            }

            result.AddError($"--hidden takes positive whole numbers, e.g. 256 or 512,256, or 0 for no hidden layer; not '{text}'.");
            return [];
        }

        return [.. units];
    }
}
