using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// Turns the spelling of Keras 1 into today's, layer by layer (what Keras 2 did in <c>legacy/interfaces.py</c>): <c>nb_filter</c> is
/// <c>filters</c>, <c>Merge</c> with a mode is Add, Multiply ... Keras 2 read the old names too, so that they decide and not the version.
/// </summary>
internal static class OldSpelling
{
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["Convolution2D"] = "Conv2D",
        ["AtrousConvolution2D"] = "Conv2D",
        ["AtrousConv2D"] = "Conv2D",
        ["Deconvolution2D"] = "Conv2DTranspose",
        ["Deconv2D"] = "Conv2DTranspose",
        ["Convolution2DTranspose"] = "Conv2DTranspose",
        ["SeparableConvolution2D"] = "SeparableConv2D",
    };

    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["output_dim"] = "units",
        ["nb_filter"] = "filters",
        ["subsample"] = "strides",
        ["border_mode"] = "padding",
        ["atrous_rate"] = "dilation_rate",
        ["dim_ordering"] = "data_format",
        ["W_regularizer"] = "kernel_regularizer",
        ["b_regularizer"] = "bias_regularizer",
        ["W_constraint"] = "kernel_constraint",
        ["b_constraint"] = "bias_constraint",
        ["bias"] = "use_bias",
        ["beta_init"] = "beta_initializer",
        ["gamma_init"] = "gamma_initializer",
    };

    private static readonly string[] WithoutFormat = ["ZeroPadding2D", "Cropping2D", "UpSampling2D", "SpatialDropout2D"];

    private static readonly HashSet<string> Respelled = new(StringComparer.Ordinal)
    {
        "Dense", "Conv2D", "Conv2DTranspose", "SeparableConv2D", "DepthwiseConv2D", "MaxPooling2D", "AveragePooling2D", "GlobalMaxPooling2D", "GlobalAveragePooling2D",
        "UpSampling2D", "ZeroPadding2D", "Cropping2D", "SpatialDropout2D", "BatchNormalization", "PReLU",
    };

    /// <summary>Whether it is a class that is read under another name.</summary>
    public static bool Knows(string className) => className is "Merge" or "ThresholdedReLU" || Classes.ContainsKey(className);

    /// <summary>The class and configuration as they are spelled today; the same ones where nothing is old.</summary>
    /// <param name="className">As the file has it.</param>
    /// <param name="config">The layer's configuration.</param>
    /// <exception cref="ModelFormatException">A setting of Keras 1 means something that is not supported.</exception>
    public static (string ClassName, ConfigReader Config) Translate(string className, ConfigReader config)
    {
        if (className == "Merge") return OldMerge.Translate(config);
        if (className == "ThresholdedReLU" && !KerasNames<Layer>.Contains(className)) return ("ReLU", Renamed(config, "theta", "threshold"));
        var name = Classes.GetValueOrDefault(className, className);
        if (!Respelled.Contains(name)) return (className, config);
        if (name == "BatchNormalization" && config.GetInt32("mode") is { } mode and not 0)
            throw config.Unsupported($"the layer '{config.GetString("name")}' (BatchNormalization) has mode {mode}, which only Keras 1 had; only mode 0, by channel with the moving statistics, can be read.");
        var old = new Dictionary<string, string>(StringComparer.Ordinal);
        var today = Translate(name, config, old);
        if (old.Count == 0) return (name, config);
        return (name, config.Respelled(JsonSerializer.SerializeToElement(today), old));
    }

    /// <summary>The regularizers and constraints of Keras 1, <c>{"name": "L1L2Regularizer", "l1": 0.0, "l2": 0.01}</c>, in today's form.</summary>
    private static JsonNode? TranslateObject(JsonNode? value)
    {
        if (value is not JsonObject o || o.ContainsKey("class_name") || o["name"] is not JsonValue v || !v.TryGetValue<string>(out var name)) return value?.DeepClone();
        var config = o.DeepClone().AsObject();
        config.Remove("name");
        return new JsonObject { ["class_name"] = name is "L1L2Regularizer" or "WeightRegularizer" or "ActivityRegularizer" ? "L1L2" : name, ["config"] = config };
    }

    private static JsonObject Translate(string className, ConfigReader config, Dictionary<string, string> old)
    {
        var today = new JsonObject();
        foreach (var property in config.Element.EnumerateObject())
        {
            var name = NewName(className, property.Name);
            // Where both spellings are there, as in files that were converted by hand, today's counts.
            if (name != property.Name && config.Element.TryGetProperty(name, out _)) continue;
            var value = JsonNode.Parse(config.RawText(property.Value), documentOptions: ModelConfig.Reading);
            if (name.EndsWith("_regularizer", StringComparison.Ordinal) || name.EndsWith("_constraint", StringComparison.Ordinal))
            {
                var translated = TranslateObject(value);
                if (name != property.Name || !JsonNode.DeepEquals(translated, value)) old[name] = property.Name;
                value = translated;
            }
            else if (name != property.Name)
            {
                old[name] = property.Name;
            }

            today[name] = value;
        }

        if (className == "SeparableConv2D" && today.Remove("kernel_initializer", out var both))
            (today["depthwise_initializer"], today["pointwise_initializer"]) = (both, both?.DeepClone());
        if (!today.ContainsKey("kernel_size") && config.GetInt32("nb_row") is { } rows && config.GetInt32("nb_col") is { } columns)
        {
            today["kernel_size"] = new JsonArray(rows, columns);
            old["kernel_size"] = "nb_row";
        }

        if (WithoutFormat.Contains(className) && !today.ContainsKey("data_format") && config.State.UnwrittenFormat == DataFormat.ChannelsFirst)
        {
            today["data_format"] = "channels_first";
            old["data_format"] = "data_format";
        }

        if (className == "ZeroPadding2D" && OldPadding(config) is { } edges)
        {
            today["padding"] = edges.ToJson();
            old["padding"] = "padding";
        }

        return today;
    }

    private static string NewName(string className, string name) =>
        name == "init" ? (className == "PReLU" ? "alpha_initializer" : "kernel_initializer") : Properties.GetValueOrDefault(name, name);

    /// <summary>Keras 1's other two forms: four numbers, or a dictionary of those that are not 0.</summary>
    private static Edges2D? OldPadding(ConfigReader config)
    {
        if (config.Find("padding") is not { } padding) return null;
        if (padding.ValueKind == JsonValueKind.Array && padding.GetArrayLength() == 4 && config.GetDimensions("padding") is [var top, var bottom, var left, var right])
            return new Edges2D(top, bottom, left, right);
        if (padding.ValueKind != JsonValueKind.Object) return null;
        var edges = config.RequireObject("padding");
        return new Edges2D(edges.GetInt32("top_pad") ?? 0, edges.GetInt32("bottom_pad") ?? 0, edges.GetInt32("left_pad") ?? 0, edges.GetInt32("right_pad") ?? 0);
    }

    private static ConfigReader Renamed(ConfigReader config, string old, string today)
    {
        var copy = JsonNode.Parse(config.RawText(config.Element), documentOptions: ModelConfig.Reading)!.AsObject();
        if (copy.Remove(old, out var value)) copy[today] = value;
        return config.Respelled(JsonSerializer.SerializeToElement(copy), new Dictionary<string, string> { [today] = old });
    }
}
