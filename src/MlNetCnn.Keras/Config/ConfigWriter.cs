using System.Text.Json.Nodes;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

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

    /// <summary>Writes <c>seed</c>, null where the layer has none of its own.</summary>
    public void WriteSeed(int? seed) => Json["seed"] = seed;

    public void Write(string name, Size2D size) => Json[name] = new JsonArray(size.Height, size.Width);

    public void Write(string name, JsonNode? value) => Json[name] = value;

    /// <summary>Writes an activation: by its name, or as the custom function that it is to Keras 3.</summary>
    public void Write(string name, ActivationFunction function) => Json[name] = function == Activations.HardSigmoidKeras2 || function == Activations.GeluApproximate
        ? new JsonObject { ["module"] = "builtins", ["class_name"] = "function", ["config"] = function.Name, ["registered_name"] = "function" }
        : function.Name;

    /// <summary>Writes an initializer.</summary>
    public void Write(string name, Initializer initializer) => WriteObject(name, "keras.initializers", initializer.ClassName, initializer.WriteConfig);

    /// <summary>Writes a regularizer, or null.</summary>
    public void Write(string name, Regularizer? regularizer)
    {
        if (regularizer is null) WriteNull(name); else WriteObject(name, "keras.regularizers", regularizer.ClassName, regularizer.WriteConfig);
    }

    /// <summary>Writes a constraint, or null.</summary>
    public void Write(string name, Constraint? constraint)
    {
        if (constraint is null) WriteNull(name); else WriteObject(name, "keras.constraints", constraint.ClassName, constraint.WriteConfig);
    }

    /// <summary>Writes an object as Keras 3 does: module, class name, config.</summary>
    private void WriteObject(string name, string module, string className, Action<ConfigWriter> writeConfig)
    {
        var inner = new ConfigWriter();
        writeConfig(inner);
        Json[name] = new JsonObject { ["module"] = module, ["class_name"] = className, ["config"] = inner.Json, ["registered_name"] = null };
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
