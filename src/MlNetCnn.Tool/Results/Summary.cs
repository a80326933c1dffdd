using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Results;

/// <summary>A run's figures under plain names, in the order in which they were set: what <c>summary.json</c> holds.</summary>
internal sealed class Summary
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string FileName = "summary.json";

    private readonly JsonObject _figures = [];

    /// <summary>Sets a figure; null and what is not finite are written as null.</summary>
    public JsonNode? this[string name]
    {
        get => _figures[name];
        set => _figures[name] = value is JsonValue v && v.TryGetValue<double>(out var d) && !double.IsFinite(d) ? null : value;
    }

    /// <summary>All figures, in the order in which they were set.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Figures => _figures;

    public static JsonArray List<T>(IEnumerable<T> values) => [.. values.Select(v => JsonValue.Create(v))];

    public override string ToString() => _figures.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";

    public void Save(string path) => AtomicFile.WriteAllText(path, ToString());
}
