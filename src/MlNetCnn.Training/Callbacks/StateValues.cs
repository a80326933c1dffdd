using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Training.Callbacks;

/// <summary>Reads and writes the small values of a <see cref="CallbackState"/>. Whatever is missing or of another kind is an <see cref="InvalidDataException"/>.</summary>
internal static class StateValues
{
    /// <summary>A number as text that brings back the same bits: JSON has neither NaN nor infinity.</summary>
    public static JsonNode ToJson(double value) => JsonValue.Create(value.ToString("R", CultureInfo.InvariantCulture));

    public static int Int(this CallbackState state, string name) =>
        state.Values[name] is JsonValue value && value.TryGetValue(out int number) ? number : throw Wrong(name, "a whole number");

    public static long Long(this CallbackState state, string name)
    {
        if (state.Values[name] is not JsonValue value) throw Wrong(name, "a whole number");
        // A value that was never written as text knows only its own type.
        return value.TryGetValue(out long number) ? number : value.TryGetValue(out int small) ? small : throw Wrong(name, "a whole number");
    }

    public static bool Bool(this CallbackState state, string name) =>
        state.Values[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw Wrong(name, "true or false");

    public static double Double(this CallbackState state, string name) =>
        state.Values[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            && double.TryParse(value.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(name, "a number as text");

    public static string Text(this CallbackState state, string name) =>
        state.Values[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Wrong(name, "a text");

    public static string[] Strings(this CallbackState state, string name) =>
        state.Values[name] is JsonArray array && array.All(n => n is JsonValue v && v.GetValueKind() == JsonValueKind.String)
            ? [.. array.Select(n => n!.GetValue<string>())]
            : throw Wrong(name, "a list of names");

    private static InvalidDataException Wrong(string name, string kind) => new($"The state of the callback has no '{name}' that is {kind}.");
}
