using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetCnn.Explain;

namespace MlNetCnn;

/// <summary>A method and its settings in a model zip. Its name picks from <see cref="ExplanationMethods"/>; no type is ever looked up by a name from a file.</summary>
/// <typeparam name="T">The methods taken.</typeparam>
internal sealed class ExplanationMethodJson<T> : JsonConverter<T>
    where T : ExplanationMethod
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty(nameof(ExplanationMethod.Name), out var name) || name.ValueKind != JsonValueKind.String)
            throw new JsonException("A method of explanation has a name.");
        var type = ExplanationMethods.Find(name.GetString()!).GetType();
        return json.RootElement.Deserialize(type, options) as T ?? throw new JsonException($"The method '{name}' is none that is taken here.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
