using System.Text.Json;

namespace MlNetCnn.Keras.Config;

/// <summary>One call of a layer as a file describes it.</summary>
/// <param name="Sources">Where its inputs come from.</param>
/// <param name="Names">Where they were given as a dictionary: its keys, one for each source; else empty.</param>
/// <param name="Numbers">Arguments that are numbers, which only operations have, each with its position.</param>
/// <param name="Training">The call's <c>training</c> argument.</param>
internal sealed record InboundNode(IReadOnlyList<TensorReference> Sources, IReadOnlyList<string> Names, IReadOnlyList<(int Position, double Value)> Numbers, bool? Training)
{
    /// <summary>Whether a TensorFlow function was called on a list of tensors.</summary>
    public bool IsList { get; init; }

    /// <summary>The first argument of a TensorFlow function where that is no tensor.</summary>
    public JsonElement? Constant { get; init; }

    /// <summary>The further arguments of a TensorFlow function, by name.</summary>
    public ConfigReader? Keywords { get; init; }

    /// <summary>Reads one element of <c>inbound_nodes</c>: a list <c>[["name", 0, 0, {}], ...]</c> in Keras 2, an object with <c>args</c> and <c>kwargs</c> in Keras 3.</summary>
    /// <param name="entry">The layer.</param>
    /// <param name="node">The element.</param>
    /// <param name="step">Its path from the layer.</param>
    /// <param name="isOperation">Whether numbers may be among the arguments.</param>
    public static InboundNode Read(ConfigReader entry, JsonElement node, string step, bool isOperation = false)
    {
        var reader = new Reader(entry, step, isOperation);
        reader.Read(node);
        if (reader.Sources.Count is 0 or > ReadLimits.Inputs) throw entry.Error($"a call in {step[1..]} has {reader.Sources.Count} inputs; 1 to {ReadLimits.Inputs} are read.");
        if (reader.Names.Count > 0 && reader.Names.Count != reader.Sources.Count) throw entry.Error($"a call in {step[1..]} has inputs with names and without.");
        entry.CountCall(reader.Sources.Count);
        return new InboundNode(reader.Sources, reader.Names, reader.Numbers, reader.Training);
    }

    private sealed class Reader(ConfigReader entry, string step, bool isOperation)
    {
        public List<TensorReference> Sources { get; } = [];

        public List<string> Names { get; } = [];

        public List<(int, double)> Numbers { get; } = [];

        public bool? Training { get; private set; }

        public void Read(JsonElement node)
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                // A lone input may come without the outer list.
                JsonElement[] inputs = node.GetArrayLength() > 0 && node[0].ValueKind == JsonValueKind.String ? [node] : [.. node.EnumerateArray()];
                foreach (var input in inputs) ReadLegacy(input);
                return;
            }

            var call = entry.Below(node, step);
            if (!call.Has("args") && !call.Has("kwargs"))
            {
                // tf.keras: a model called on a dictionary.
                foreach (var property in call.Element.EnumerateObject())
                {
                    Names.Add(property.Name);
                    ReadLegacy(property.Value);
                }

                return;
            }

            if (call.Find("args") is { ValueKind: JsonValueKind.Array } args)
                foreach (var (i, argument) in args.EnumerateArray().Index()) Collect(call, argument, i);
            else if (call.Find("args") is { } other)
                throw call.Wrong("args", other, "a list");
            if (call.GetObject("kwargs") is { } arguments) Training = ReadArguments(arguments);
        }

        private void ReadLegacy(JsonElement input)
        {
            var reference = TensorReference.Read(entry, input, step, isLegacy: true);
            Sources.Add(reference);
            if (input.GetArrayLength() > 3 && input[3].ValueKind == JsonValueKind.Object) Training ??= ReadArguments(entry.Below(input[3], step));
        }

        private void Collect(ConfigReader call, JsonElement value, int position)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (var item in value.EnumerateArray()) Collect(call, item, position);
                    break;
                case JsonValueKind.Object when call.Below(value, ".args") is var o && o.Has("class_name"):
                    if (o.GetString("class_name") != "__keras_tensor__") throw call.Wrong("args", value, "tensors (other arguments of a call are not supported)", ModelFormatReason.Unsupported);
                    var history = o.RequireObject("config").Find("keras_history") ?? throw o.Error("a tensor without keras_history.");
                    Sources.Add(TensorReference.Read(call, history, ".args", isLegacy: false));
                    break;
                case JsonValueKind.Object:
                    foreach (var property in value.EnumerateObject())
                    {
                        Names.Add(property.Name);
                        Collect(call, property.Value, position);
                    }

                    break;
                case JsonValueKind.Number when isOperation && value.TryGetDouble(out var number) && double.IsFinite(number):
                    Numbers.Add((position, number));
                    break;
                case JsonValueKind.Null:
                    break;
                default:
                    throw call.Wrong("args", value, "tensors (other arguments of a call are not supported)", ModelFormatReason.Unsupported);
            }
        }
    }

    /// <summary>The keyword arguments: nothing but <c>training</c> and an absent <c>mask</c> can be understood.</summary>
    private static bool? ReadArguments(ConfigReader arguments)
    {
        foreach (var argument in arguments.Element.EnumerateObject())
            if (argument.Name != "training" && !IsEmpty(argument.Value))
                throw arguments.Wrong(argument.Name, argument.Value, "no such argument of a call", ModelFormatReason.Unsupported);
        if (!arguments.Has("training")) return null;
        // Keras 3 notes the default of the layer's class, True for augmentation layers, and always runs layers in the mode that the model is called in.
        return arguments.GetBoolean("training", false)
            ? arguments.KerasMajor >= 3 ? true : throw arguments.Unsupported("a layer is called with training=True, so that it would drop and normalise by batch in prediction too; this is not supported.")
            : false;
    }

    private static bool IsEmpty(JsonElement e)
    {
        if (e.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in e.EnumerateObject())
                if (!IsEmpty(property.Value)) return false;
            return true;
        }

        if (e.ValueKind != JsonValueKind.Array) return e.ValueKind == JsonValueKind.Null;
        foreach (var item in e.EnumerateArray())
            if (!IsEmpty(item)) return false;
        return true;
    }
}
