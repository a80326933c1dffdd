using System.Text.Json;

namespace MlNetCnn.Keras.Config;

/// <summary>Reads the <c>config</c> of a functional model: its layers, the calls between them, its inputs and outputs.</summary>
internal sealed class GraphReader
{
    private readonly ConfigReader _config;
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.Ordinal);

    private GraphReader(ConfigReader config) => _config = config;

    /// <summary>Reads the model.</summary>
    /// <exception cref="ModelFormatException">A layer or a connection is wrong.</exception>
    public static Model Read(ConfigReader config)
    {
        var reader = new GraphReader(config);
        reader.ReadLayers();
        reader.MakeCalls();
        var inputs = reader.Tensors("input_layers");
        var outputs = reader.Tensors("output_layers");
        try
        {
            return new Model(inputs, outputs, config.GetString("name")) { InputKeys = reader.Keys("input_layers"), OutputKeys = reader.Keys("output_layers") };
        }
        catch (ArgumentException e)
        {
            throw config.Error(e.Message, e);
        }
    }

    private void ReadLayers()
    {
        foreach (var item in _config.RequireObjects("layers"))
        {
            var isFunction = TensorFlowFunctions.Is(item);
            var isOperation = isFunction || Operations.Is(item);
            var nodes = ReadNodes(item, isOperation, isFunction);
            if (isOperation && nodes.Count != 1) throw item.Error($"an operation is called once, not {nodes.Count} times.");
            Layer? activation = null;
            var layer = isFunction ? TensorFlowFunctions.Read(item, nodes.Peek()) : isOperation ? Operations.Read(item, nodes.Peek()) : LayerConfig.Read(item, out activation);
            var name = item.GetString("name") ?? item.RequireObject("config").RequireString("name");
            if (name.Length == 0 || name.Contains('/')) throw item.Error($"'{name}' cannot name a layer: it must not be empty nor hold a slash.");
            if (!layer.HasName) layer.AssignName(name);
            var entry = new Entry(item, name, layer, nodes) { Activation = activation, IsOperation = isOperation, IsFunction = isFunction };
            if (!_byName.TryAdd(name, entry)) throw item.Error($"two layers are named '{name}'.");
            _entries.Add(entry);
        }
    }

    private static Queue<InboundNode> ReadNodes(ConfigReader item, bool isOperation, bool isFunction)
    {
        if (item.Find("inbound_nodes") is not { } nodes) return new Queue<InboundNode>();
        if (nodes.ValueKind != JsonValueKind.Array) throw item.Wrong("inbound_nodes", nodes, "a list");
        return new Queue<InboundNode>(nodes.EnumerateArray().Select((node, i) => isFunction
            ? TensorFlowCall.Read(item, node, $".inbound_nodes[{i}]")
            : InboundNode.Read(item, node, $".inbound_nodes[{i}]", isOperation)));
    }

    /// <summary>
    /// Calls each layer as soon as what it is called on exists; a shared layer's calls keep their order. A layer that has to wait is looked at again when the
    /// call it waits for was made, so that files in any order take no more time than sorted ones.
    /// </summary>
    private void MakeCalls()
    {
        var ready = new Queue<Entry>(_entries.Where(e => e.Nodes.Count > 0));
        var waiting = new Dictionary<(string Layer, int Call), List<Entry>>();
        while (ready.TryDequeue(out var entry))
        {
            while (entry.Nodes.TryPeek(out var node))
            {
                while (entry.Found.Count < node.Sources.Count && Find(node.Sources[entry.Found.Count]) is { } tensor) entry.Found.Add(tensor);
                if (entry.Found.Count < node.Sources.Count)
                {
                    var missing = node.Sources[entry.Found.Count];
                    var key = (missing.Layer, _byName.TryGetValue(missing.Layer, out var source) ? CallIndex(missing, source) : 0);
                    if (!waiting.TryGetValue(key, out var others)) waiting.Add(key, others = []);
                    others.Add(entry);
                    break;
                }

                entry.Nodes.Dequeue();
                entry.Call(node, [.. entry.Found]);
                entry.Found.Clear();
                if (!waiting.Remove((entry.Name, entry.Calls.Count - 1), out var woken)) continue;
                foreach (var other in woken) ready.Enqueue(other);
            }
        }

        var left = _entries.Where(e => e.Nodes.Count > 0).ToList();
        if (left.Count > 0) throw Unresolved(left);
    }

    private ModelFormatException Unresolved(List<Entry> waiting)
    {
        var first = waiting[0];
        var source = first.Nodes.Peek().Sources.First(s => Find(s) is null);
        return first.Item.Error(_byName.ContainsKey(source.Layer)
            ? $"the layer '{first.Layer.Name}' needs {source}, which cannot be made: the graph has a loop, or there is no such call."
            : $"the layer '{first.Layer.Name}' needs {source}, but there is no layer '{source.Layer}'.");
    }

    /// <summary>The tensor, or null while (or because) it does not exist.</summary>
    private KerasTensor? Find(TensorReference reference)
    {
        if (!_byName.TryGetValue(reference.Layer, out var entry)) return null;
        var call = CallIndex(reference, entry);
        return call < entry.Calls.Count && reference.Output < entry.Calls[call].Outputs.Count ? entry.Calls[call].Outputs[reference.Output] : null;
    }

    private static int CallIndex(TensorReference reference, Entry entry) =>
        reference.IsLegacy && entry.Layer is Model ? Math.Max(reference.Call - 1, 0) : reference.Call;

    /// <summary>The tensors of <c>input_layers</c> or <c>output_layers</c>: one, a list, or a dictionary in its order.</summary>
    private List<KerasTensor> Tensors(string name)
    {
        var found = new List<KerasTensor>();
        Collect(_config.Find(name) ?? throw _config.Error($"{name} is missing."));
        return found;

        void Collect(JsonElement e)
        {
            if (e.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in e.EnumerateObject()) Collect(property.Value);
                return;
            }

            if (e.ValueKind == JsonValueKind.Array && (e.GetArrayLength() == 0 || e[0].ValueKind != JsonValueKind.String))
            {
                foreach (var item in e.EnumerateArray()) Collect(item);
                return;
            }

            // In these two lists Keras 3 too counts the calls of a nested functional model (not of a Sequential) from 1.
            var reference = TensorReference.Read(_config, e, $".{name}", isLegacy: false);
            var isNested = _byName.TryGetValue(reference.Layer, out var entry) && entry.Layer is Model && (entry.Layer is not Sequential || _config.KerasMajor < 3);
            found.Add(Find(reference with { IsLegacy = isNested }) ?? throw _config.Error($"{name} names {reference}, which does not exist."));
        }
    }

    /// <summary>The keys of a dictionary of single tensors; null for a list, or for what lies deeper.</summary>
    private IReadOnlyList<string>? Keys(string name) =>
        _config.Find(name) is { ValueKind: JsonValueKind.Object } e && e.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.Array && p.Value.GetArrayLength() > 0 && p.Value[0].ValueKind == JsonValueKind.String)
            ? [.. e.EnumerateObject().Select(p => p.Name)]
            : null;

    /// <summary>A layer, the calls made, and those still to be made.</summary>
    private sealed class Entry(ConfigReader item, string name, Layer layer, Queue<InboundNode> nodes)
    {
        public ConfigReader Item => item;

        /// <summary>The name by which the file's calls refer to the layer.</summary>
        public string Name => name;

        /// <summary>What was found of the next call's inputs.</summary>
        public List<KerasTensor> Found { get; } = [];

        public Layer Layer => layer;

        public Queue<InboundNode> Nodes => nodes;

        public List<Node> Calls { get; } = layer is Layers.InputLayer ? [layer.Nodes[0]] : [];

        /// <summary>A layer that the entry gives as its activation: it is put behind every call.</summary>
        public Layer? Activation { get; init; }

        /// <summary>Whether it stands for an operation on tensors.</summary>
        public bool IsOperation { get; init; }

        /// <summary>Whether it stands for a TensorFlow function.</summary>
        public bool IsFunction { get; init; }

        public void Call(InboundNode node, KerasTensor[] inputs)
        {
            if (layer is Layers.InputLayer) throw item.Error($"the input layer '{layer.Name}' is called on something.");
            item.CountUnfolded(layer);
            try
            {
                if (IsFunction) inputs = TensorFlowFunctions.Arguments(item, layer, node, inputs);
                else if (IsOperation) Operations.CheckRanks(item, layer, inputs);
                var call = layer.CallNode(InOrder(node, inputs), node.Training);
                Calls.Add(Activation is null ? call : Activation.CallNode(call.Outputs));
            }
            catch (Exception e) when (e is ArgumentException or OverflowException or InvalidOperationException)
            {
                throw item.Error(e.Message, e);
            }
        }

        /// <summary>Inputs that were given by name, in the order of the model that takes them.</summary>
        private KerasTensor[] InOrder(InboundNode node, KerasTensor[] inputs)
        {
            if (node.Names.Count == 0) return inputs;
            if (layer is not Model model || !model.Inputs.Select(i => i.Layer.Name).Order(StringComparer.Ordinal).SequenceEqual(node.Names.Order(StringComparer.Ordinal)))
                throw item.Unsupported($"the layer '{layer.Name}' is called on a dictionary with {string.Join(", ", node.Names)}; only a model whose input layers have these names can be called so.");
            var places = node.Names.Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
            return [.. model.Inputs.Select(i => inputs[places[i.Layer.Name]])];
        }
    }
}
