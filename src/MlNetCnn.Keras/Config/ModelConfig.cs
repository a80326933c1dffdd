using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Config;

/// <summary>A model's configuration as JSON: read in the forms of Keras 2 and 3, written in that of Keras 3.</summary>
internal static class ModelConfig
{
    /// <summary>How configurations are parsed. Of two properties of one name two programs could take another.</summary>
    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = ReadLimits.JsonDepth, AllowDuplicateProperties = false };

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly JsonSerializerOptions Writing = new() { MaxDepth = 512 };

    /// <summary>Reads a model, with new weights.</summary>
    /// <param name="json">A Keras model configuration; also one in a <c>model_config</c> or <c>modelTopology</c> wrapper.</param>
    /// <param name="file">Name of the file, for errors.</param>
    /// <param name="kerasVersion">Version that wrote it, where known, e.g. <c>2.11.0</c>.</param>
    /// <exception cref="ModelFormatException">It is not a configuration that can be read.</exception>
    public static Model Parse(string json, string? file, string? kerasVersion)
    {
        if (json.Length > ReadLimits.ConfigCharacters)
            throw new ModelFormatException($"the configuration has {json.Length} characters, more than the {ReadLimits.ConfigCharacters} that are read.", file, "$");
        try
        {
            using var document = JsonDocument.Parse(Utf8.GetBytes(json), Reading);
            if (document.RootElement.ValueKind != JsonValueKind.String) return Read(document.RootElement, file, kerasVersion);
            // json.dump(model.to_json(), file): the text of the configuration as a JSON string.
            using var unwrapped = JsonDocument.Parse(Utf8.GetBytes(document.RootElement.GetString()!), Reading);
            return Read(unwrapped.RootElement, file, kerasVersion);
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"this is not JSON: {e.Message}", file, Place(e), e);
        }
        catch (Exception e) when (e is InvalidOperationException or EncoderFallbackException)
        {
            // Half a surrogate pair, written as an escape (then it is System.Text.Json that cannot make a string of it) or as it is.
            throw new ModelFormatException($"this is not JSON: {e.Message}", file, "$", e);
        }
    }

    /// <summary>Line and byte of what is no JSON, both from 1.</summary>
    public static string Place(JsonException e) => FormattableString.Invariant($"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");

    /// <summary>The model as Keras 3 writes it in <c>config.json</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="compileConfig">How it was compiled, where that is saved.</param>
    public static string ToJson(Model model, JsonObject? compileConfig = null)
    {
        var entry = WriteEntry(model);
        SharedLayers.Mark(model, entry);
        ModelKeys.Write(model, entry);
        if (compileConfig is not null) entry["compile_config"] = compileConfig.DeepClone();
        return entry.ToJsonString(Writing);
    }

    /// <summary>The model's own part of the configuration.</summary>
    public static void Write(Model model, ConfigWriter config)
    {
        if (model is Sequential sequential) WriteSequential(sequential, config);
        else GraphWriter.Write(model, config);
    }

    public static Model ReadFunctional(ConfigReader config) => GraphReader.Read(config);

    public static Sequential ReadSequential(ConfigReader config)
    {
        var entries = config.RequireObjects("layers");
        var model = new Sequential(name: config.GetString("name"));
        foreach (var entry in entries)
        {
            var layer = LayerConfig.Read(entry, out var activation);
            try
            {
                // That of an old Sequential is a list: its own first layer gives the input.
                if (!model.HasInput && layer is not Layers.InputLayer && entry.Find("config") is { ValueKind: JsonValueKind.Object } && GivesInput(entry.RequireObject("config")) is { } shape)
                    model.AddOpen(new Layers.InputLayer(shape, $"{layer.Name}_input"));
                entry.CountUnfolded(layer);
                model.AddOpen(layer);
                if (activation is not null) model.AddOpen(activation);
            }
            catch (Exception e) when (e is ArgumentException or OverflowException or InvalidOperationException)
            {
                throw entry.Error(e.Message, e);
            }
        }

        try
        {
            model.Close();
        }
        catch (ArgumentException e)
        {
            throw config.Error(e.Message, e);
        }

        if (!model.HasInput && model.Layers.Count > 0 && config.GetDimensions("build_input_shape") is { Length: > 0 } build)
        {
            try
            {
                model.Build(config.CheckShape("build_input_shape", build.AsSpan(1)));
            }
            catch (Exception e) when (e is ArgumentException or OverflowException)
            {
                throw config.Error(e.Message, e);
            }
        }

        return model;
    }

    /// <summary>The entry of a whole model, with the input shape by which Keras builds it.</summary>
    private static JsonObject WriteEntry(Model model)
    {
        var entry = LayerConfig.Write(model);
        if (model is Sequential { Input: { } input }) entry["build_config"] = new JsonObject { ["input_shape"] = LayerConfig.WithBatch(input.Shape) };
        return entry;
    }

    private static void WriteSequential(Sequential model, ConfigWriter config)
    {
        var layers = new JsonArray();
        if (model.Input is { } input) layers.Add(LayerConfig.Write(input));
        foreach (var layer in model.Layers) layers.Add(layer is Sequential nested ? WriteEntry(nested) : LayerConfig.Write(layer));
        config.Write("layers", layers);
        if (model.Input is { } first) config.Write("build_input_shape", first.Shape, withBatch: true);
    }

    /// <summary>The input's shape, which the first layer of a Sequential gives in its own configuration.</summary>
    public static Shape? GivesInput(ConfigReader config) =>
        (config.GetDimensions("batch_input_shape") ?? config.GetDimensions("batch_shape")) is { Length: > 0 } shape
            ? config.CheckShape("batch_input_shape", shape.AsSpan(1))
            : null;

    private static Model Read(JsonElement root, string? file, string? kerasVersion)
    {
        var path = "$";
        // tensorflow.js writes {"modelTopology": {"model_config": ...}}, Keras's to_json and HDF5 attribute the bare model.
        foreach (var wrapper in (string[])["modelTopology", "model_config"])
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(wrapper, out var inner)) continue;
            if (root.TryGetProperty("keras_version", out var v) && v.ValueKind == JsonValueKind.String) kerasVersion ??= v.GetString();
            (root, path) = (inner, $"{path}.{wrapper}");
        }

        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("keras_version", out var version) && version.ValueKind == JsonValueKind.String)
            kerasVersion ??= version.GetString();
        var state = new ReadingState { UnwrittenFormat = OldFormat(root) };
        var reader = new ConfigReader(root, path, file, Major(kerasVersion) ?? (reader3(root) ? 3 : 2), state);
        var layer = LayerConfig.Read(reader);
        state.CheckPromises();
        if (layer is not Model model) throw reader.Error($"a model is expected, found the layer {layer.ClassName}.");
        if (!model.HasName) model.AssignName(LayerNames.SnakeCase(model.ClassName));
        return model;

        static bool reader3(JsonElement e) => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("module", out _);
    }

    /// <summary>The <c>dim_ordering</c> that the layers of a Keras 1 model write: channels first if one of them says so.</summary>
    private static Layers.DataFormat OldFormat(JsonElement e) => SaysChannelsFirst(e) ? Layers.DataFormat.ChannelsFirst : Layers.DataFormat.ChannelsLast;

    private static bool SaysChannelsFirst(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Object => e.EnumerateObject().Any(p => p.Name == "dim_ordering" ? p.Value.ValueKind == JsonValueKind.String && p.Value.GetString() == "th" : SaysChannelsFirst(p.Value)),
        JsonValueKind.Array => e.EnumerateArray().Any(SaysChannelsFirst),
        _ => false,
    };

    private static int? Major(string? version) => version?.Split('.')[0] switch { "1" => 1, "2" => 2, { } s when int.TryParse(s, out var n) && n >= 3 => 3, _ => null };
}
