using System.Text.Json;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// The call of a TensorFlow function in a file of tf.keras 2: <c>["layer", 0, 0, {"y": 127.5, "name": null}]</c>, where y may be another tensor, <c>["layer", 0, 0]</c>;
/// a list of such, for functions of a list of tensors; or, where the first argument is no tensor, <c>["_CONSTANT_VALUE", -1, 1.0, {"y": ["layer", 0, 0]}]</c>
/// (tf_keras/engine/node.py, <c>Node.serialize</c>).
/// </summary>
internal static class TensorFlowCall
{
    /// <summary>Reads one element of <c>inbound_nodes</c>.</summary>
    /// <param name="entry">The layer.</param>
    /// <param name="node">The element.</param>
    /// <param name="step">Its path from the layer.</param>
    public static InboundNode Read(ConfigReader entry, JsonElement node, string step)
    {
        if (node.ValueKind != JsonValueKind.Array) throw entry.Wrong(step[1..], node, "a call as [\"layer\", call, output, arguments]", ModelFormatReason.Unsupported);
        var isList = node.GetArrayLength() > 0 && node[0].ValueKind == JsonValueKind.Array;
        var sources = new List<TensorReference>();
        JsonElement? constant = null;
        ConfigReader? keywords = null;
        foreach (var first in isList ? [.. node.EnumerateArray()] : (JsonElement[])[node])
        {
            if (!isList && IsConstant(first)) constant = first[2];
            else sources.Add(TensorReference.Read(entry, first, step, isLegacy: true));
            // Every tensor of a list has the same arguments behind it.
            if (first.GetArrayLength() > 3 && first[3].ValueKind == JsonValueKind.Object) keywords ??= entry.Below(first[3], step);
        }

        if (keywords?.Find("y") is { } y && IsReference(y)) sources.Add(TensorReference.Read(entry, y, step, isLegacy: true));
        if (sources.Count is 0 or > ReadLimits.Inputs) throw entry.Error($"a call in {step[1..]} has {sources.Count} inputs; 1 to {ReadLimits.Inputs} are read.");
        entry.CountCall(sources.Count);
        return new InboundNode(sources, [], [], null) { IsList = isList, Constant = constant, Keywords = keywords };
    }

    /// <summary>Whether the argument is a tensor of the graph.</summary>
    public static bool IsReference(JsonElement e) => e.ValueKind == JsonValueKind.Array && e.GetArrayLength() >= 3 && e[0].ValueKind == JsonValueKind.String;

    private static bool IsConstant(JsonElement e) => IsReference(e) && e[0].GetString() == "_CONSTANT_VALUE";
}
