using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Training;

/// <summary>The fields of a JSON object in a checkpoint; a wrong one is an error that names it.</summary>
internal sealed class CheckpointFields(CheckpointReader file, JsonObject json)
{
    public int Int(string name) => json[name] is JsonValue value && value.TryGetValue(out int number) && number >= 0 ? number : throw Wrong(name, "an integer of at least 0");

    public long Long(string name) => json[name] is JsonValue value && value.TryGetValue(out long number) && number >= 0 ? number : throw Wrong(name, "an integer of at least 0");

    public bool Flag(string name) => json[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw Wrong(name, "true or false");

    public string Text(string name) => TextOf(json[name]) ?? throw Wrong(name, "a text");

    public JsonObject Object(string name) => json[name] as JsonObject ?? throw Wrong(name, "an object");

    public JsonArray Array(string name) => json[name] as JsonArray ?? throw Wrong(name, "a list");

    public bool IsNull(string name) => json.TryGetPropertyValue(name, out var value) && value is null;

    public IReadOnlyList<string> Names(string name) => [.. Array(name).Select(n => TextOf(n) ?? throw Wrong(name, "a list of texts"))];

    private static string? TextOf(JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String) return null;
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            // A text that is not Unicode is only noticed when it is asked for.
            return null;
        }
    }

    private CheckpointException Wrong(string name, string expected) => file.Wrong($"fit.{name}", $"it must be {expected}.");
}
