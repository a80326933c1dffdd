using System.Text.Json.Nodes;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>Collects one JSON object of a Keras 3 configuration, in the order written.</summary>
internal sealed class ConfigWriter
{
    /// <summary>What was written so far.</summary>
    public JsonObject Json { get; } = [];

    public void Write(string name, string? value) => Json[name] = value;

    public void Write(string name, bool value) => Json[name] = value;

    public void Write(string name, int value) => Json[name] = value;

    public void Write(string name, double value) => Json[name] = value;

    public void WriteNull(string name) => Json[name] = null;

    public void Write(string name, Size2D size) => Json[name] = new JsonArray(size.Height, size.Width);

    public void Write(string name, JsonNode? value) => Json[name] = value;

    /// <summary>Writes an initializer as Keras 3 writes objects: module, class name, config.</summary>
    public void Write(string name, Initializer initializer)
    {
        var inner = new ConfigWriter();
        initializer.WriteConfig(inner);
        Json[name] = new JsonObject
        {
            ["module"] = "keras.initializers",
            ["class_name"] = initializer.ClassName,
            ["config"] = inner.Json,
            ["registered_name"] = null,
        };
    }

    /// <summary>Writes dimensions, unknown ones as null.</summary>
    public void Write(string name, Shape shape, bool withBatch = false)
    {
        var list = new JsonArray();
        if (withBatch) list.Add(null);
        foreach (var d in shape) list.Add(d == Shape.Unknown ? null : JsonValue.Create(d));
        Json[name] = list;
    }
}
