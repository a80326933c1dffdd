using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Config;

/// <summary>Writes the <c>config</c> of a functional model in Keras 3's form.</summary>
internal static class GraphWriter
{
    public static void Write(Model model, ConfigWriter config)
    {
        // A layer may have been called outside this model too: only the calls inside count.
        var calls = new Dictionary<Node, int>();
        foreach (var byLayer in model.Calls.GroupBy(c => c.Layer))
            foreach (var (call, i) in byLayer.OrderBy(c => c.Index).Select((call, i) => (call, i)))
                calls[call] = i;

        var layers = new JsonArray();
        foreach (var layer in model.Layers)
        {
            var entry = LayerConfig.Write(layer);
            entry["name"] = layer.Name;
            var nodes = new JsonArray();
            foreach (var call in layer.Nodes.Where(n => calls.ContainsKey(n) && n.Inputs.Count > 0)) nodes.Add(WriteCall(call, calls));
            entry["inbound_nodes"] = nodes;
            layers.Add(entry);
        }

        config.Write("layers", layers);
        config.Write("input_layers", new JsonArray([.. model.Inputs.Select(t => Reference(t, calls))]));
        config.Write("output_layers", new JsonArray([.. model.Outputs.Select(t => Reference(t, calls))]));
    }

    private static JsonObject WriteCall(Node call, Dictionary<Node, int> calls)
    {
        var tensors = new JsonArray([.. call.Inputs.Select(t => WriteTensor(t, calls))]);
        var arguments = new JsonObject();
        if (call.Training is { } training) arguments["training"] = training;
        // One input is the argument itself; several are one argument, a list.
        return new JsonObject { ["args"] = call.Inputs.Count == 1 ? tensors : new JsonArray(tensors), ["kwargs"] = arguments };
    }

    private static JsonObject WriteTensor(KerasTensor tensor, Dictionary<Node, int> calls) => new()
    {
        ["class_name"] = "__keras_tensor__",
        ["config"] = new JsonObject
        {
            ["shape"] = LayerConfig.WithBatch(tensor.Shape),
            ["dtype"] = "float32",
            ["keras_history"] = new JsonArray(tensor.Layer.Name, calls[tensor.Node], tensor.Index),
        },
    };

    /// <summary>Keras counts the calls of a nested functional model from 1 here, and here only.</summary>
    private static JsonArray Reference(KerasTensor tensor, Dictionary<Node, int> calls) =>
        new(tensor.Layer.Name, calls[tensor.Node] + (tensor.Layer is Model and not Sequential ? 1 : 0), tensor.Index);
}
