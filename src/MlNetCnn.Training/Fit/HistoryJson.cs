using System.Text.Json;

namespace MlNetCnn.Training;

/// <summary>
/// A history as JSON: <c>epoch</c>, the numbers of the epochs; <c>history</c>, one list per series, as Keras's <c>History.history</c>;
/// <c>cancelled</c>; <c>best_epoch</c>, from 0 or null. A metric that is not a finite number is the string NaN, Infinity or -Infinity.
/// </summary>
internal static class HistoryJson
{
    /// <summary>Writes the history.</summary>
    public static void Write(History history, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteStartArray("epoch");
        foreach (var epoch in history.Epochs) json.WriteNumberValue(epoch);
        json.WriteEndArray();
        json.WriteStartObject("history");
        foreach (var name in history.Names)
        {
            json.WriteStartArray(name);
            foreach (var value in history[name])
                if (double.IsFinite(value)) json.WriteNumberValue(value);
                else json.WriteStringValue(NameOf(value));
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteBoolean("cancelled", history.Cancelled);
        if (history.BestEpoch is { } best) json.WriteNumber("best_epoch", best);
        else json.WriteNull("best_epoch");
        json.WriteEndObject();
    }

    /// <summary>Reads a history.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static History Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var document = JsonDocument.Parse(stream);
            return Read(document.RootElement, name);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name} is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // A string that is not Unicode is only noticed when it is asked for.
            throw new InvalidDataException($"{name} is not a training history: {e.Message}", e);
        }
    }

    private static History Read(JsonElement root, string name)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Wrong(name, "the root", "an object");
        if (!root.TryGetProperty("epoch", out var epochs) || epochs.ValueKind != JsonValueKind.Array) throw Wrong(name, "epoch", "a list of the epochs 0, 1 ...");
        var count = epochs.GetArrayLength();
        var first = 0;
        if (count > 0 && !(epochs[0].ValueKind == JsonValueKind.Number && epochs[0].TryGetInt32(out first) && first >= 0 && first <= int.MaxValue - count))
            throw Wrong(name, "epoch[0]", "an integer of at least 0");
        if (!root.TryGetProperty("history", out var history) || history.ValueKind != JsonValueKind.Object) throw Wrong(name, "history", "an object of lists");
        var series = new List<KeyValuePair<string, List<double>>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in history.EnumerateObject())
        {
            var place = $"history.{property.Name}";
            if (property.Value.ValueKind != JsonValueKind.Array || property.Value.GetArrayLength() != count) throw Wrong(name, place, $"a list of {count} numbers");
            if (!names.Add(property.Name)) throw Wrong(name, place, "there only once");
            series.Add(KeyValuePair.Create(property.Name, property.Value.EnumerateArray().Select((e, i) => Number(e) ?? throw Wrong(name, $"{place}[{i}]", "a number")).ToList()));
        }

        if (series.Count == 0) throw Wrong(name, "history", "an object of at least one list");
        if (!root.TryGetProperty("cancelled", out var cancelled) || cancelled.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) throw Wrong(name, "cancelled", "true or false");
        int? best = null;
        if (root.TryGetProperty("best_epoch", out var bestElement) && bestElement.ValueKind != JsonValueKind.Null)
        {
            if (bestElement.ValueKind != JsonValueKind.Number || !bestElement.TryGetInt32(out var b) || b < first || b >= first + count)
                throw Wrong(name, "best_epoch", $"null or an integer from {first} to {first + count - 1}");
            best = b;
        }

        return new History(series, cancelled.GetBoolean(), best, first);
    }

    private static double? Number(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Number => e.GetDouble(),
        JsonValueKind.String => e.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => null,
        },
        _ => null,
    };

    private static string NameOf(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private static InvalidDataException Wrong(string name, string place, string expected) => new($"{name} is not a training history: {place} must be {expected}.");
}
