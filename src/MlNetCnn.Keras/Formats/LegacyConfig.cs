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

    /// <summary>The configuration as one line of ASCII.</summary>
    public static string Of(Model model)
    {
        var entry = Entry(LayerConfig.Write(model));
        return entry.ToJsonString(Writing);
    }

    /// <summary>An object of Keras 3's form, <c>module</c>, <c>class_name</c>, <c>config</c>, <c>registered_name</c>, in the older one. A custom class has its registered name.</summary>
    private static JsonObject Entry(JsonObject entry)
    {
        var className = (string)entry["class_name"]!;
        return new JsonObject
        {
            ["class_name"] = (string?)entry["registered_name"] ?? className,
            ["config"] = entry["config"] is JsonObject config ? Config(className, config) : entry["config"]?.DeepClone(),
        };
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
                // tf.keras takes it from 2.12 on only.
                case "synchronized" when value is JsonValue flag && flag.TryGetValue<bool>(out var synchronized) && !synchronized:
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
