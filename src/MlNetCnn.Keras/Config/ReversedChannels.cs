using System.Text.Json;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// <c>x[..., ::-1]</c>, which turns RGB into BGR in the <c>preprocess_input</c> of VGG and ResNet. Keras has no layer for it: each channel is cut out by a
/// Cropping2D (whose columns the channels are when the format is channels_first) and a Concatenate puts them together the other way round.
/// </summary>
internal static class ReversedChannels
{
    private const int MostChannels = 4;

    /// <summary>Whether the arguments of <c>tf.__operators__.getitem</c> say this slice; <c>start</c>, <c>stop</c> and <c>step</c> as tf_keras/layers/core/tf_op_layer.py writes them.</summary>
    public static bool Is(InboundNode call)
    {
        if (call.IsList || call.Sources.Count != 1 || call.Keywords?.Find("slice_spec") is not { } spec) return false;
        if (Class(spec) == "__tuple__" && spec.TryGetProperty("items", out var items)) spec = items;
        var count = spec.ValueKind == JsonValueKind.Array ? spec.GetArrayLength() : 0;
        if (count is not (2 or 4)) return false;
        if (count == 2 && Class(spec[0]) != "__ellipsis__") return false;
        for (var i = 0; i < count - 1 && count == 4; i++)
            if (!IsSlice(spec[i], step: null)) return false;
        return IsSlice(spec[count - 1], step: -1);
    }

    /// <summary>The channels, the last first.</summary>
    public static KerasTensor[] Split(ConfigReader entry, string name, KerasTensor input)
    {
        var channels = input.Shape.Rank == 3 ? input.Shape[^1] : 0;
        if (channels is < 2 or > MostChannels)
            throw entry.Unsupported($"the layer '{name}' reverses the last axis of {input.Shape.ToBatchString()}; that can be read of pictures with 2 to {MostChannels} channels.");
        var parts = new KerasTensor[channels];
        for (var i = 0; i < channels; i++)
        {
            entry.CountLayer();
            parts[channels - 1 - i] = new Cropping2D(new Edges2D(0, 0, i, channels - 1 - i), DataFormat.ChannelsFirst, $"{name}_channel{i}").Call(input);
        }

        return parts;
    }

    private static string? Class(JsonElement e) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty("class_name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;

    private static bool IsSlice(JsonElement e, int? step)
    {
        if (e.ValueKind != JsonValueKind.Object || !IsNull("start") || !IsNull("stop")) return false;
        if (!e.TryGetProperty("step", out var found)) return false;
        return step is null ? found.ValueKind == JsonValueKind.Null : found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var i) && i == step;

        bool IsNull(string name) => e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;
    }
}
