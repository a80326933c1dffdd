using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// Keras's serialised objects other than layers (optimizers, losses, metrics, schedules): <c>{"module", "class_name", "config", "registered_name"}</c> of Keras 3,
/// <c>{"class_name", "config"}</c> of Keras 2, or a name alone. Only Keras's own classes are read.
/// </summary>
internal static class KerasObject
{
    private const string Custom = "Custom>";

    /// <summary>The object as Keras 3 writes it.</summary>
    public static JsonObject Write(string module, string className, JsonObject config) =>
        new() { ["module"] = module, ["class_name"] = className, ["config"] = Floats(config), ["registered_name"] = null };

    /// <summary>A reader of an object of JSON.</summary>
    /// <param name="json">The object.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="file">The file it came from.</param>
    /// <param name="version">Version of the Keras that wrote it, where known.</param>
    public static ConfigReader Reader(JsonObject json, string path, string? file, string? version)
    {
        using var document = JsonDocument.Parse(json.ToJsonString(), ModelConfig.Reading);
        return new ConfigReader(document.RootElement.Clone(), path, file, version?.Split('.')[0] is { } s && int.TryParse(s, out var n) && n is 1 or 2 ? n : 3);
    }

    /// <summary>Reads the object that a property holds: a name, or an object.</summary>
    /// <exception cref="ModelFormatException">It is somebody's own class or a name that Keras does not have.</exception>
    public static T Read<T>(ConfigReader parent, string name, JsonElement value, string step)
        where T : class
    {
        if (value.ValueKind == JsonValueKind.String) return Make<T>(value.GetString()!, parent, parent.Below(Empty, step));
        if (value.ValueKind != JsonValueKind.Object) throw parent.Wrong(name, value, "a name or an object with a class_name");
        return Read<T>(parent.Below(value, step));
    }

    /// <summary>Reads an object.</summary>
    /// <exception cref="ModelFormatException">It is somebody's own class or a name that Keras does not have.</exception>
    public static T Read<T>(ConfigReader entry)
        where T : class
    {
        // A function goes by its own name: {"class_name": "function", "config": "mean_squared_error"}.
        var name = entry.RequireString("class_name");
        var function = name == "function";
        if (function) name = entry.RequireString("config");
        // tf.keras 2.11 to 2.15 registered its own optimizers as if they were a user's.
        if (name.StartsWith(Custom, StringComparison.Ordinal) && KerasNames<T>.Contains(name[Custom.Length..])) name = name[Custom.Length..];
        if (entry.GetString("module") is { } module && module != "builtins" && !KerasModules.IsKeras(module)) throw entry.Unsupported($"'{module}.{name}' is a custom class, which is never loaded.");
        if (entry.GetString("registered_name") is { } registered && registered != name && registered != Custom + name)
            throw entry.Unsupported($"'{registered}' is a custom class, which is never loaded.");
        return Make<T>(name, entry, function ? entry.Below(Empty, ".config") : entry.GetObject("config") ?? entry.Below(Empty, ".config"));
    }

    private static JsonElement Empty { get; } = JsonSerializer.SerializeToElement(new Dictionary<string, int>());

    /// <summary>Numbers of floating point written as Python does, 1.0 and not 1: Keras refuses a learning rate of type int.</summary>
    private static JsonNode? Floats(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Floats(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Floats)]),
        JsonValue v when v.TryGetValue<double>(out var number) && number == Math.Floor(number) && Math.Abs(number) < 1e15 && v.ToJsonString() is var text && !text.Contains('.')
            && !v.TryGetValue<int>(out _) && !v.TryGetValue<long>(out _) => JsonNode.Parse(number.ToString("F1", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };

    private static T Make<T>(string name, ConfigReader entry, ConfigReader config)
        where T : class
    {
        if (!KerasNames<T>.Contains(name)) return KerasNames<T>.Create(name, entry);
        try
        {
            return KerasNames<T>.Create(name, config);
        }
        catch (ArgumentException e)
        {
            throw config.Error(e.Message, e);
        }
    }
}
