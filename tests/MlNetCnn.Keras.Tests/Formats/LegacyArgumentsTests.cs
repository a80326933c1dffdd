using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Formats;

namespace MlNetCnn.Keras.Tests;

/// <summary>
/// tf.keras 2 makes every object of a file by calling its class with what the configuration holds, and fails at an argument that it does not know. What is written into .h5 files, against
/// the arguments that the source of tf.keras 2.15 has (Reference/Legacy/arguments.py).
/// </summary>
public sealed class LegacyArgumentsTests
{
    /// <summary>What only Keras 3 has, and is written where it is not the default: such a layer cannot be taken to tf.keras 2.</summary>
    private static readonly string[] KerasThreeOnly =
    [
        "CenterCrop.data_format", "RandomContrast.value_range", "RandomFlip.data_format", "RandomRotation.data_format", "Resizing.antialias", "Resizing.data_format", "Resizing.fill_value",
        "Resizing.pad_to_aspect_ratio",
    ];

    [Fact]
    public void Tf_keras_takes_every_argument_that_is_written()
    {
        using var arguments = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "Legacy", "arguments.json")));
        var known = arguments.RootElement.EnumerateObject().ToDictionary(c => c.Name, c => c.Value.EnumerateArray().Select(a => a.GetString()!).ToHashSet());
        using var examples = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "Layers", "layers.json")));
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>();
        foreach (var example in examples.RootElement.EnumerateArray())
        {
            var layer = LayerContract.Read(example.GetProperty("layer").GetRawText());
            var entry = LegacyConfig.Entry(layer);
            Check(entry);

            // What was said in other words or left out means the same.
            Assert.Equal(LayerConfig.Write(layer).ToJsonString(), LayerConfig.Write(LayerContract.Read(entry.ToJsonString())).ToJsonString());
        }

        Assert.Equal(string.Join(' ', KerasThreeOnly), string.Join(' ', unknown));
        Assert.Superset(new HashSet<string> { "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose", "BatchNormalization", "Dense", "L1L2", "MaxNorm", "GlorotUniform" }, seen);

        void Check(JsonObject entry)
        {
            var className = (string)entry["class_name"]!;
            seen.Add(className);
            if (!known.TryGetValue(className, out var takes))
            {
                unknown.Add(className);
                return;
            }

            foreach (var (name, value) in entry["config"]!.AsObject())
            {
                if (!takes.Contains(name) && !(takes.Contains("Layer") && known["Layer"].Contains(name))) unknown.Add($"{className}.{name}");
                if (value is JsonObject inner && inner.ContainsKey("class_name")) Check(inner);
            }
        }
    }
}
