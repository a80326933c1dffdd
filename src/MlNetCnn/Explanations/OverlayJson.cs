using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;

namespace MlNetCnn;

/// <summary>How a heatmap is laid over its picture, in settings: the colours themselves are written, so that one's own are kept too.</summary>
internal sealed class OverlayJson : JsonConverter<Overlay>
{
    public override Overlay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var stored = JsonSerializer.Deserialize<Stored>(ref reader, options) ?? throw new JsonException("An overlay is null.");
        if (stored.Colormap is null || stored.Colours is null) throw new JsonException("An overlay has no colours.");
        return new Overlay { Colormap = new Colormap(stored.Colormap, stored.Colours), Intensity = stored.Intensity, Recipe = stored.Recipe };
    }

    public override void Write(Utf8JsonWriter writer, Overlay value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Stored(value.Colormap.Name, value.Colormap.Table.ToArray(), value.Intensity, value.Recipe), options);

    private sealed record Stored(string Colormap, byte[] Colours, float Intensity, OverlayRecipe Recipe);
}
