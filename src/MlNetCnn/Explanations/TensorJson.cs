using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary>A batch in settings: its dimensions, the batch first, and its values as bytes, every bit of them.</summary>
internal sealed class TensorJson : JsonConverter<Tensor>
{
    public override Tensor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var stored = JsonSerializer.Deserialize<Stored>(ref reader, options) ?? throw new JsonException("A tensor is null.");
        if (stored.Dimensions is not { Length: > 0 } dimensions || dimensions.Any(d => d < 0) || stored.Values is null || stored.Values.Length % sizeof(float) != 0)
            throw new JsonException("A tensor has no dimensions or values.");
        return new Tensor(dimensions[0], new Shape(dimensions.AsSpan(1)), MemoryMarshal.Cast<byte, float>(stored.Values).ToArray());
    }

    public override void Write(Utf8JsonWriter writer, Tensor value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Stored([value.Batch, .. value.Shape], MemoryMarshal.AsBytes(value.Span).ToArray()), options);

    private sealed record Stored(int[] Dimensions, byte[] Values);
}
