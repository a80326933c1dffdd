using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn;

/// <summary>A base up to one of its layers, and the classifier that was trained on its features, as one network.</summary>
internal static class JoinedNetwork
{
    /// <summary>Joins copies of the two; names and weights stay. The classifier is a nested model.</summary>
    /// <param name="features">The base.</param>
    /// <param name="layer">The layer whose output the features are, <c>outer/inner</c> in a nested model; null for the model's output.</param>
    /// <param name="head">The classifier, from a vector of features.</param>
    /// <exception cref="ArgumentException">The base has several inputs or outputs, or its features are not as many as the classifier takes.</exception>
    public static Model Of(Model features, string? layer, Model head)
    {
        var below = features.Clone();
        if (below.Inputs.Count != 1 || (layer is null && below.Outputs.Count != 1))
            throw new ArgumentException($"Models of one input and one output are explained; '{below.Name}' has {below.Inputs.Count} and {below.Outputs.Count}.", nameof(features));
        var made = layer is null ? below.Outputs[0] : OutputOf(below, layer.Split('/'));
        if (made.Shape.Rank != 1) made = new Flatten(name: Free(below, "flatten")).Call(made);
        if (!head.InputShape.Accepts(made.Shape))
            throw new ArgumentException($"The base '{below.Name}' gives {made.Shape.ToBatchString()} features; the classifier takes {head.InputShape.ToBatchString()}.", nameof(head));
        var above = head.Clone();
        above.AssignName(Free(below, above.Name));
        return new Model(below.Inputs[0], above.Call(made), below.Name);
    }

    /// <summary>The tensor that a layer gives; a nested model ends at it then.</summary>
    private static KerasTensor OutputOf(Model model, ReadOnlySpan<string> path)
    {
        var name = path[0];
        // Of a shared layer the first call: the one that its name stands for.
        var call = model.Calls.FirstOrDefault(c => c.Layer.Name == name) ?? throw new ArgumentException($"The model '{model.Name}' does not run its layer '{name}' on the way to its output.", nameof(path));
        if (path.Length == 1) return call.Outputs[0];
        if (call.Layer is not Model nested) throw new ArgumentException($"The layer '{name}' of the model '{model.Name}' is no model: it has no layer '{path[1]}'.", nameof(path));
        return new Model(nested.Inputs, [OutputOf(nested, path[1..])], nested.Name).Call([.. call.Inputs]);
    }

    private static string Free(Model model, string name)
    {
        var free = name;
        for (var i = 1; model.Layers.Any(l => l.Name == free); i++) free = $"{name}_{i}";
        return free;
    }
}
