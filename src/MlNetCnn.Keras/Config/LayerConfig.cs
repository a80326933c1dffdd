using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// One layer as Keras serialises it: <c>class_name</c> and <c>config</c>, in Keras 3 with <c>module</c>, <c>registered_name</c> and
/// <c>build_config</c> beside. What all layers have in common is read and written here, the rest by the layer's own file.
/// </summary>
internal static class LayerConfig
{
    private static readonly string[] SupportedTypes = ["float32", "mixed_float16", "mixed_bfloat16", "float16", "bfloat16", "float64"];
    private static readonly string[] CodeClasses = ["Lambda", "TFOpLambda", "SlicingOpLambda", "ClassMethod", "InstanceProperty", "InstanceMethod", "TensorFlowOpLayer"];

    /// <summary>Makes the layer that an entry of <c>layers</c> (or a whole model) describes.</summary>
    /// <exception cref="ModelFormatException">It is not in the closed table of layers, its configuration is wrong, or its activation is a layer.</exception>
    public static Layer Read(ConfigReader entry)
    {
        var layer = Read(entry, out var activation);
        return activation is null ? layer : throw entry.Unsupported($"the layer '{layer.Name}' has the layer {activation.ClassName} as its activation, which cannot be read in this place.");
    }

    /// <summary>Makes the layer that an entry of <c>layers</c> describes.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="activation">A layer that the entry gives as the activation (<c>Conv2D(8, 3, activation=LeakyReLU(0.1))</c>): it has to be put behind; else null.</param>
    /// <exception cref="ModelFormatException">It is not in the closed table of layers, or its configuration is wrong.</exception>
    public static Layer Read(ConfigReader entry, out Layer? activation)
    {
        entry.CountLayer();
        if (entry.State.FindShared(entry) is { } shared)
        {
            activation = shared.Activation;
            return shared.Layer;
        }

        var layer = ReadNew(entry, out activation);
        entry.State.NoteLayer(entry, layer, activation);
        return layer;
    }

    private static Layer ReadNew(ConfigReader entry, out Layer? activation)
    {
        var className = entry.RequireString("class_name");
        var config = ReadConfig(entry, className);
        CheckClass(entry, config, className);
        (className, config) = OldSpelling.Translate(className, config);
        (config, activation) = ActivationLayer.Split(className, config);
        if (activation is not null && className == "Activation")
        {
            // The layer Activation is nothing but its function.
            (var own, activation) = (activation, null);
            if (config.GetString("name") is { } ownName) own.AssignName(ownName);
            return own;
        }

        var type = TypePolicy(config, className);
        var layer = Construct(className, config);
        if (type is not null) layer.TypePolicy = type;
        if (config.GetRegularizer("activity_regularizer") is { } activity) layer.ActivityRegularizer = activity;
        CheckFormat(config, className);
        // A model's own flag says whether any of its layers is trainable; the layers carry theirs.
        if (!config.GetBoolean("trainable", true)) layer.Trainable = false;
        if (layer is Conv2DTranspose && config.GetDimensions("output_shape") is { Length: > 1 } promised)
            config.State.Promise(layer, config.CheckShape("output_shape", promised.AsSpan(1)), config);
        Preserve(config, layer);
        if (activation is not null) activation.AssignName($"{layer.Name}_{activation.Name}");
        return layer;
    }

    /// <summary>The layer as Keras 3 writes it.</summary>
    public static JsonObject Write(Layer layer)
    {
        var config = new ConfigWriter();
        if (layer is InputLayer)
        {
            layer.WriteConfig(config);
            config.Json.Insert(1, "dtype", layer.TypePolicy);
            config.Write("name", layer.Name);
        }
        else
        {
            config.Write("name", layer.Name);
            config.Write("trainable", layer.Trainable);
            if (layer is not Model || layer is Sequential) config.Write("dtype", Policy(layer.TypePolicy));
            // Keras's base class writes it first, if there is one; layers that always write it find it there.
            if (layer.ActivityRegularizer is { } activity) config.Write("activity_regularizer", activity);
            layer.WriteConfig(config);
        }

        foreach (var (name, value) in layer.Preserved) config.Write(name, value.DeepClone());
        var isFunctional = layer is Model and not Sequential;
        var entry = new JsonObject
        {
            ["module"] = isFunctional ? "keras.src.models.functional" : layer is Sequential ? "keras" : "keras.layers",
            ["class_name"] = layer.ClassName,
            ["config"] = config.Json,
            ["registered_name"] = isFunctional ? layer.ClassName : null,
        };
        if (layer is not Model && layer.Weights.Count > 0 && layer.Nodes[0].Inputs.Count == 1)
            entry["build_config"] = new JsonObject { ["input_shape"] = WithBatch(layer.Nodes[0].Inputs[0].Shape) };
        return entry;
    }

    /// <summary>Dimensions with the batch's null before them.</summary>
    public static JsonArray WithBatch(Shape shape) =>
        [null, .. shape.Select(d => d == Shape.Unknown ? null : (JsonNode)JsonValue.Create(d))];

    private static JsonObject Policy(string name) => new()
    {
        ["module"] = "keras",
        ["class_name"] = "DTypePolicy",
        ["config"] = new JsonObject { ["name"] = name },
        ["registered_name"] = null,
    };

    /// <summary>The configuration; that of an old Sequential is the bare list of its layers.</summary>
    private static ConfigReader ReadConfig(ConfigReader entry, string className)
    {
        return className == "Sequential" && entry.Find("config") is { ValueKind: JsonValueKind.Array } list ? entry.BelowList(list, ".config") : entry.RequireObject("config");
    }

    private static Layer Construct(string className, ConfigReader config)
    {
        try
        {
            return className == "Sequential" && OldMerge.Begins(config) ? OldMerge.Read(config) : KerasNames<Layer>.Create(className, config);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw config.Error(e.Message, e);
        }
    }

    private static void CheckClass(ConfigReader entry, ConfigReader config, string className)
    {
        var name = config.GetString("name") ?? entry.GetString("name");
        if (CodeClasses.Contains(className))
            throw entry.Error($"the layer '{name}' is a {className}: it holds code, and code from files is never run. Replace it by layers and save the model again.", reason: ModelFormatReason.Code);
        var module = entry.GetString("module");
        if (module is not null && !KerasModules.IsKeras(module))
            throw entry.Error($"the layer '{name}': {className} comes from the module '{module}': only Keras's own classes can be read.", reason: ModelFormatReason.Code);
        var registered = entry.GetString("registered_name") ?? (className.Contains('>', StringComparison.Ordinal) ? className : null);
        if (registered is not null && (registered != className || className.Contains('>', StringComparison.Ordinal)))
            throw entry.Error($"the layer '{name}': {className} is registered as '{registered}', a custom class: only Keras's own classes can be read.", reason: ModelFormatReason.Code);
        if (!KerasNames<Layer>.Contains(className) && !OldSpelling.Knows(className))
            throw entry.Unsupported($"the layer '{name}' is of the class {KerasNames<Layer>.Unknown(className)}");
        if (module is not null && KerasModules.HoldsOperations(module))
            throw entry.Unsupported($"the layer '{name}' is the operation {module}.{className} on tensors, which cannot be read; {Operations.Hint}");
    }

    /// <summary>The type that the layer computes with in Keras; null where the file does not say.</summary>
    private static string? TypePolicy(ConfigReader config, string className)
    {
        var name = config.GetString("name");
        if (config.Has("quantization_config")) throw config.Unsupported($"the layer '{name}' ({className}) is quantized; save the model before it is.");
        if (config.Find("dtype") is not { } e) return null;
        string? type;
        if (e.ValueKind == JsonValueKind.String)
        {
            type = e.GetString();
        }
        else
        {
            // Policy, PolicyV1, DTypePolicy, FloatDTypePolicy: a name; a quantized one has a mode and a source instead.
            var policy = config.RequireObject("dtype");
            type = policy.GetObject("config")?.GetString("name") ?? policy.GetString("class_name");
        }

        // What enters is converted, pictures of bytes too.
        var isEntry = className == "InputLayer" && type is "uint8" or "int8" or "int16" or "uint16" or "int32" or "int64";
        if (type is not null && !isEntry && !SupportedTypes.Contains(type))
            throw config.Unsupported($"the layer '{name}' ({className}) computes in {type}; supported are {string.Join(", ", SupportedTypes)} (all computed in float32).");
        return type;
    }

    /// <summary>A format that the layer did not look at would be lost.</summary>
    private static void CheckFormat(ConfigReader config, string className)
    {
        if (!config.IsUsed("data_format") && config.Find("data_format") is { ValueKind: JsonValueKind.String } format && format.GetString() == "channels_first")
            throw config.Error($"the layer '{config.GetString("name")}' ({className}) has data_format channels_first, which is not supported; only channels_last is.");
    }

    /// <summary>Keeps the regularizers and constraints that are not Keras's own, or that the layer does not know.</summary>
    private static void Preserve(ConfigReader config, Layer layer)
    {
        if (layer is Model) return;
        foreach (var property in config.Element.EnumerateObject())
        {
            var isKept = property.Name.EndsWith("_regularizer", StringComparison.Ordinal) || property.Name.EndsWith("_constraint", StringComparison.Ordinal);
            if (!isKept || config.IsUsed(property.Name) || property.Value.ValueKind == JsonValueKind.Null) continue;
            var value = JsonNode.Parse(config.RawText(property.Value), documentOptions: ModelConfig.Reading)!;
            // Keras 2's form lacks the module, by which Keras 3 finds the class.
            if (value is JsonObject o && o.ContainsKey("class_name") && !o.ContainsKey("module"))
            {
                o.Insert(0, "module", property.Name.EndsWith("_regularizer", StringComparison.Ordinal) ? "keras.regularizers" : "keras.constraints");
                o.TryAdd("registered_name", null);
            }

            layer.Preserved[property.Name] = value;
        }
    }
}
