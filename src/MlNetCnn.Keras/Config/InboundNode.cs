using System.Text.Json;

namespace MlNetCnn.Keras.Config;

/// <summary>One call of a layer as a file describes it.</summary>
/// <param name="Sources">Where its inputs come from.</param>
/// <param name="Training">The call's <c>training</c> argument.</param>
internal sealed record InboundNode(IReadOnlyList<TensorReference> Sources, bool? Training)
{
    private const int MostInputs = 4096;

    /// <summary>Reads one element of <c>inbound_nodes</c>: a list <c>[["name", 0, 0, {}], ...]</c> in Keras 2, an object with <c>args</c> and <c>kwargs</c> in Keras 3.</summary>
    public static InboundNode Read(ConfigReader entry, JsonElement node, string step)
    {
        var sources = new List<TensorReference>();
        bool? training = null;
        if (node.ValueKind == JsonValueKind.Array)
        {
            // A lone input may come without the outer list.
            JsonElement[] inputs = node.GetArrayLength() > 0 && node[0].ValueKind == JsonValueKind.String ? [node] : [.. node.EnumerateArray()];
            foreach (var input in inputs)
            {
                var reference = TensorReference.Read(entry, input, step, isLegacy: true);
                sources.Add(reference);
                if (input.GetArrayLength() > 3 && input[3].ValueKind == JsonValueKind.Object) training ??= ReadArguments(entry.Below(input[3], step));
            }
        }
        else
        {
            var call = entry.Below(node, step);
            if (call.Find("args") is { } args) Collect(call, args, sources);
            if (call.GetObject("kwargs") is { } arguments) training = ReadArguments(arguments);
        }

        if (sources.Count is 0 or > MostInputs) throw entry.Error($"a call in {step[1..]} has {sources.Count} inputs; 1 to {MostInputs} are read.");
        entry.CountCall(sources.Count);
        return new InboundNode(sources, training);
    }

    private static void Collect(ConfigReader call, JsonElement value, List<TensorReference> sources)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Collect(call, item, sources);
                break;
            case JsonValueKind.Object when call.Below(value, ".args") is var o && o.GetString("class_name") == "__keras_tensor__":
                var history = o.RequireObject("config").Find("keras_history") ?? throw o.Error("a tensor without keras_history.");
                sources.Add(TensorReference.Read(call, history, ".args", isLegacy: false));
                break;
            case JsonValueKind.Null:
                break;
            default:
                throw call.Wrong("args", value, "tensors (other arguments of a call are not supported)");
        }
    }

    /// <summary>The keyword arguments: nothing but <c>training</c> and an absent <c>mask</c> can be understood.</summary>
    private static bool? ReadArguments(ConfigReader arguments)
    {
        foreach (var argument in arguments.Element.EnumerateObject())
            if (argument.Name != "training" && !IsEmpty(argument.Value))
                throw arguments.Wrong(argument.Name, argument.Value, "no such argument of a call");
        if (!arguments.Has("training")) return null;
        return arguments.GetBoolean("training", false)
            ? throw arguments.Error("a layer is called with training=True, so that it would drop and normalise by batch in prediction too; this is not supported.")
            : false;
    }

    private static bool IsEmpty(JsonElement e) =>
        e.ValueKind == JsonValueKind.Null || (e.ValueKind == JsonValueKind.Array && e.EnumerateArray().All(IsEmpty));
}
