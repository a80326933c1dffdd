using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>Writes what the networks said as JSON: for each input its best classes, best first.</summary>
internal static class PredictionsJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(Scores scores, IReadOnlyList<string>? names, int top, IEnumerable<KeyValuePair<string, JsonNode?>> about)
    {
        var root = new JsonObject(about);
        root["predictions"] = new JsonArray([.. scores.Names.Select((file, row) => (JsonNode)new JsonObject
        {
            ["file"] = file,
            ["top"] = new JsonArray([.. Best(scores, row, top).Select(c => (JsonNode)new JsonObject
            {
                ["class"] = Name(c.Index, names),
                ["index"] = c.Index,
                ["score"] = float.IsFinite(c.Score) ? c.Score : null,
            })]),
        })]);
        root["skipped"] = new JsonArray([.. scores.Skipped.Select(s => (JsonNode)new JsonObject { ["file"] = s.File, ["reason"] = s.Reason })]);
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>The best classes of a row, equals in order of index. One output is the probability of class 1 of two. A map of features has no classes.</summary>
    public static IReadOnlyList<(int Index, float Score)> Best(Scores scores, int row, int top)
    {
        if (scores.Shape.Count != 1) return [];
        var values = scores.Row(row).ToArray();
        if (values.Length == 1) values = [1 - values[0], values[0]];
        return [.. values.Select((score, index) => (index, score)).OrderByDescending(c => c.score).ThenBy(c => c.index).Take(top)];
    }

    public static string Name(int index, IReadOnlyList<string>? names) => names is null ? index.ToString(System.Globalization.CultureInfo.InvariantCulture) : names[index];
}
