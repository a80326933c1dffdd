using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The <c>model_config</c> of an .h5 file, in the words that tf.keras 2 wrote and that Keras 3 still reads: class and config only (no modules, which Keras 3 takes for its newer
/// form), <c>batch_input_shape</c>, types by name, calls as lists. The meaning is Keras 3's.
/// </summary>
/// <remarks>
/// Where no form is read by both, Keras 3 decides: a call on what a nested model gives stays in Keras 3's form, because in the list form tf.keras 2 counts the calls of a nested
/// model from 1 and Keras 3 from 0; and <c>hard_sigmoid</c> is another function in tf.keras 2, which has none that is Keras 3's.
/// </remarks>
internal static class LegacyConfig
{
    private static readonly JsonSerializerOptions Writing = new() { MaxDepth = 512 };

    /// <summary>
    /// Arguments that tf.keras 2.15 does not take (<c>synchronized</c>: not before 2.12), with their defaults, for which they are left out. Any other value is written: what it asks for,
    /// tf.keras 2 does not have.
    /// </summary>
    private static readonly Dictionary<string, JsonElement> LaterArguments = new (string Name, string Default)[]
    {
        ("BatchNormalization.synchronized", "false"), ("LayerNormalization.rms_scaling", "false"), ("RandomContrast.value_range", "[0, 255]"),
        ("CenterCrop.data_format", "\"channels_last\""), ("RandomCrop.data_format", "\"channels_last\""), ("RandomFlip.data_format", "\"channels_last\""),
        ("RandomRotation.data_format", "\"channels_last\""), ("RandomTranslation.data_format", "\"channels_last\""), ("RandomZoom.data_format", "\"channels_last\""),
        ("Resizing.data_format", "\"channels_last\""), ("Resizing.antialias", "false"), ("Resizing.fill_mode", "\"constant\""), ("Resizing.fill_value", "0"),
        ("Resizing.pad_to_aspect_ratio", "false"),
    }.ToDictionary(a => a.Name, a => JsonSerializer.Deserialize<JsonElement>(a.Default), StringComparer.Ordinal);

    /// <summary>The configuration as one line of ASCII.</summary>
    public static string Of(Model model)
    {
        var entry = Entry(model);
        ModelKeys.Write(model, entry);
        return entry.ToJsonString(Writing);
    }

    /// <summary>A layer's class and configuration.</summary>
    public static JsonObject Entry(Layer layer) => Entry(LayerConfig.Write(layer));

    /// <summary>An object of Keras 3's form, <c>module</c>, <c>class_name</c>, <c>config</c>, <c>registered_name</c>, in the older one. A custom class has its registered name.</summary>
    private static JsonObject Entry(JsonObject entry)
    {
        var className = (string)entry["class_name"]!;
        var written = new JsonObject
        {
            ["class_name"] = (string?)entry["registered_name"] ?? className,
            ["config"] = entry["config"] is JsonObject config ? Config(className, config) : entry["config"]?.DeepClone(),
        };
        // Reading the older form, Keras 3 drops an axis that is not one number, and takes the default for it. tf.keras 2 reads both forms.
        if (entry["config"] is JsonObject own && own.TryGetPropertyValue("axis", out var axis) && axis is null or JsonArray { Count: not 1 } && entry["module"] is { } module)
        {
            written.Insert(0, "module", module.DeepClone());
            written["registered_name"] = entry["registered_name"]?.DeepClone();
        }

        return written;
    }

    private static JsonObject Config(string className, JsonObject config)
    {
        if (className == "Sequential") return Sequential(config);
        var written = new JsonObject();
        var layers = className == "Functional" ? config["layers"]!.AsArray() : null;
        foreach (var (name, value) in config)
        {
            switch (name)
            {
                case "layers" when layers is not null:
                    written[name] = Layers(layers);
                    break;
                case "dtype":
                    written[name] = value is JsonObject policy ? policy["config"]!["name"]!.DeepClone() : value?.DeepClone();
                    break;
                case "batch_shape" when className == "InputLayer":
                    written["batch_input_shape"] = value?.DeepClone();
                    break;
                // The names that tf.keras 2 knows; Keras 3 takes them too.
                case "negative_slope" when className == "LeakyReLU":
                    written["alpha"] = value?.DeepClone();
                    break;
                case "activation" when value is JsonValue function && function.TryGetValue<string>(out var text) && text == "silu":
                    written[name] = "swish";
                    break;
                case var _ when LaterArguments.TryGetValue($"{className}.{name}", out var usual) && JsonElement.DeepEquals(JsonSerializer.SerializeToElement(value), usual):
                    break;
                default:
                    written[name] = Value(value);
                    break;
            }
        }

        return written;
    }

    /// <summary>The layers alone; the shape that a Sequential is built for is that of its input layer.</summary>
    private static JsonObject Sequential(JsonObject config)
    {
        var layers = new JsonArray([.. config["layers"]!.AsArray().Select(l => Entry(l!.AsObject()))]);
        return new JsonObject { ["name"] = config["name"]?.DeepClone(), ["layers"] = layers };
    }

    private static JsonArray Layers(JsonArray layers)
    {
        var models = layers.Where(l => (string)l!["class_name"]! is "Functional" or "Sequential").Select(l => (string)l!["name"]!).ToHashSet(StringComparer.Ordinal);
        var written = new JsonArray();
        foreach (var layer in layers)
        {
            var entry = Entry(layer!.AsObject());
            entry["name"] = layer["name"]!.DeepClone();
            entry["inbound_nodes"] = new JsonArray([.. layer["inbound_nodes"]!.AsArray().Select(call => Call(call!.AsObject(), entry, models))]);
            written.Add(entry);
        }

        return written;
    }

    /// <summary>A call as the list of what it takes, <c>[["conv2d", 0, 0, {}]]</c>.</summary>
    private static JsonNode Call(JsonObject call, JsonObject layer, HashSet<string> models)
    {
        var arguments = (JsonArray)call["args"]!;
        JsonArray[] sources = [.. (arguments[0] as JsonArray ?? arguments).Select(tensor => tensor!["config"]!["keras_history"]!.AsArray())];
        var isTold = (string)layer["class_name"]! is "Functional" or "Sequential" or "BatchNormalization";
        if (sources.Any(s => models.Contains((string)s[0]!))) return call.DeepClone();
        return new JsonArray([.. sources.Select(s => new JsonArray(s[0]!.DeepClone(), s[1]!.DeepClone(), s[2]!.DeepClone(), Arguments()))]);

        // Keras 3 writes training = false for every Dropout, where it decides nothing; tf.keras 2 would never drop anything again.
        JsonObject Arguments() => isTold && call["kwargs"]!["training"] is { } training ? new JsonObject { ["training"] = training.DeepClone() } : [];
    }

    private static JsonNode? Value(JsonNode? value) =>
        value is JsonObject o && o.ContainsKey("class_name") && o.ContainsKey("config") && (o["module"] is null || (string)o["module"]! is var module && (module == "keras" || module.StartsWith("keras.", StringComparison.Ordinal)))
            ? Entry(o)
            : value?.DeepClone();
}
