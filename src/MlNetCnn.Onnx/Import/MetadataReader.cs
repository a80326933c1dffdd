using System.Text.Json;
using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>What the writer of this library puts into <c>metadata_props</c>. Others may use the same keys for something else: what is not understood is left alone.</summary>
internal static class MetadataReader
{
    /// <summary>Bytes of memory that a character of JSON takes at worst.</summary>
    private const int PerCharacter = 32;

    /// <summary>The classes' names; null where there are none, or not as an array of JSON strings.</summary>
    public static IReadOnlyList<string>? ClassNames(IReadOnlyDictionary<string, string> metadata, ReadBudget budget)
    {
        if (!metadata.TryGetValue(OnnxMetadata.ClassNames, out var json) || !budget.TryTake((long)PerCharacter * json.Length)) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Array } array && array.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
                ? [.. array.EnumerateArray().Select(name => name.GetString()!)]
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text with half a surrogate pair.
            return null;
        }
    }

    /// <summary>Whether pictures enter with their channels first; null where the file does not say.</summary>
    public static bool? IsChannelsFirst(IReadOnlyList<StringEntry> metadata) => metadata.LastOrDefault(entry => entry.Key == OnnxMetadata.InputLayout)?.Value switch
    {
        "channels_first" => true,
        "channels_last" => false,
        _ => null,
    };

    /// <summary>What pictures go through before they enter; null where the file does not say, or rescales them besides.</summary>
    public static Preprocessing? Pixels(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.GetValueOrDefault(OnnxMetadata.PreprocessingIncluded) == "true") return Preprocessing.None;
        return metadata.ContainsKey(OnnxMetadata.Rescale) ? null : metadata.GetValueOrDefault(OnnxMetadata.Preprocessing) switch
        {
            "none" => Preprocessing.None,
            "caffe" => Preprocessing.Caffe,
            "tf" => Preprocessing.Tf,
            "torch" => Preprocessing.Torch,
            _ => null,
        };
    }
}
