using System.Reflection;
using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>Turns the network of an ONNX file into a model, node by node.</summary>
internal sealed class GraphImport
{
    /// <summary>Bytes that a layer with its call takes at most, without its weights.</summary>
    private const int PerLayer = 4096;

    private static readonly Dictionary<string, Action<OperatorCall>> Operators = new(
        from type in typeof(GraphImport).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public)
        from name in method.GetCustomAttribute<ImportsAttribute>()?.Operators ?? []
        select KeyValuePair.Create(name, method.CreateDelegate<Action<OperatorCall>>()), StringComparer.Ordinal);

    private readonly Dictionary<string, ImportedValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outputs;
    private readonly Dictionary<string, NodeProto> _producers = new(StringComparer.Ordinal);
    private readonly HashSet<NodeProto> _folded = new(ReferenceEqualityComparer.Instance);
    private readonly ModelProto _file;
    private readonly string _fileName;
    private readonly ReadBudget _budget;
    private int _layers;

    private GraphImport(ModelProto file, string fileName, ReadBudget budget)
    {
        (_file, _fileName, _budget) = (file, fileName, budget);
        Consumers = file.Graph.Nodes.SelectMany(node => node.Inputs.Where(input => input != "").Distinct().Select(input => (input, node))).ToLookup(use => use.input, use => use.node, StringComparer.Ordinal);
        foreach (var node in file.Graph.Nodes)
            foreach (var output in node.Outputs) _producers.TryAdd(output, node);
        _outputs = file.Graph.Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        Opset = file.Opsets.FirstOrDefault(opset => opset.Domain is "" or "ai.onnx")?.Version ?? 1;
    }

    /// <summary>Version of ONNX's operators.</summary>
    public long Opset { get; }

    /// <summary>The nodes that take a value.</summary>
    public ILookup<string, NodeProto> Consumers { get; }

    /// <summary>The batch's size where the file fixes it.</summary>
    public long? FixedBatch { get; private set; }

    /// <summary>Makes the model.</summary>
    /// <exception cref="ModelFormatException">The file is damaged, or has what this library has not.</exception>
    public static Model ToModel(ModelProto file, string fileName, ReadBudget budget)
    {
        var import = new GraphImport(file, fileName, budget);
        try
        {
            return import.Run();
        }
        catch (ArgumentException e)
        {
            throw import.Error($"the network cannot be put together: {e.Message}", e, ModelFormatReason.Malformed);
        }
    }

    public ImportedValue Find(string name, OperatorCall call) => _values.TryGetValue(name, out var value) ? value : throw NotGiven(name) ?? call.Error($"it takes '{name}', which no input, constant or earlier node gives.");

    public void Set(string name, ImportedValue value, OperatorCall call)
    {
        if (value is Sizes sizes) Take(2L * sizeof(long) * sizes.Values.Length, call);
        if (name != "" && !_values.TryAdd(name, value)) throw call.Error($"it gives '{name}', which is there already.");
    }

    /// <summary>Takes a later node as done: what it gives was made by the call of another.</summary>
    public void Fold(NodeProto node, ImportedValue? value, OperatorCall call)
    {
        _folded.Add(node);
        if (value is not null) Set(node.Outputs[0], value, call);
    }

    /// <summary>A constant by its name; null where it is none, or not known yet.</summary>
    public Constant? FindConstant(string name) => _values.GetValueOrDefault(name) as Constant;

    /// <summary>A constant that is one number, also where its node comes later; null where it is none.</summary>
    public double? NumberOf(string name)
    {
        var constant = FindConstant(name) ?? (Producer(name) is { OpType: "Constant", Attributes: [AttributeProto.Tensor { Value: var tensor }] } ? new Constant(tensor) : null);
        return constant is { IsSound: true, Count: 1 } ? constant.ToFloats()[0] : null;
    }

    /// <summary>The node that gives a value; null for inputs and constants.</summary>
    public NodeProto? Producer(string name) => _producers.GetValueOrDefault(name);

    /// <summary>The only node that takes a value; null where there are several, or where the value is an output of the network.</summary>
    public NodeProto? OnlyConsumer(string name) => !IsOutput(name) && Consumers[name].Take(2).ToArray() is [var only] ? only : null;

    /// <summary>Whether a value is an output of the network.</summary>
    public bool IsOutput(string name) => _outputs.Contains(name);

    public KerasTensor Call(Layer layer, ReadOnlySpan<KerasTensor> inputs, OperatorCall call)
    {
        if (++_layers > ReadLimits.Layers) throw call.Error($"the network has more than {ReadLimits.Layers} layers.");
        Take(PerLayer, call);
        return layer.Call(inputs);
    }

    /// <summary>Counts memory that is about to be taken.</summary>
    public void Take(long bytes, OperatorCall call)
    {
        if (!_budget.TryTake(bytes)) throw call.Error($"{bytes} bytes of memory more than reading a file of {_budget.FileLength} bytes may take are asked for.");
    }

    /// <summary>A name that no other layer has, after the node's or else its output's.</summary>
    public string NameOf(NodeProto node, string ending) => Unique((node.Name != "" ? node.Name : node.Outputs[0]) + (ending == "" ? "" : "_" + ending));

    public string Describe(NodeProto node) => $"the node '{(node.Name != "" ? node.Name : node.Outputs[0])}' ({(node.Domain is "" or "ai.onnx" ? "" : node.Domain + ".")}{node.OpType})";

    public ModelFormatException Error(string message, Exception? inner, ModelFormatReason reason) => new(message, _fileName, "graph", inner, reason);

    private Model Run()
    {
        var graph = _file.Graph;
        if (graph.Nodes.Count > ReadLimits.Calls) throw Error($"the network has {graph.Nodes.Count} nodes; at most {ReadLimits.Calls} are read.", null, ModelFormatReason.Malformed);
        foreach (var tensor in graph.Initializers)
            if (!_values.TryAdd(tensor.Name, Here(new Constant(tensor)))) throw Error($"two constants have the name '{tensor.Name}'.", null, ModelFormatReason.Malformed);

        // Files of the first versions name their constants among the inputs too.
        ValueInfoProto[] given = [.. graph.Inputs.Where(input => !_values.ContainsKey(input.Name))];
        if (Math.Max(given.Length, graph.Outputs.Count) > ReadLimits.Inputs) throw Error($"the network has {given.Length} inputs and {graph.Outputs.Count} outputs; at most {ReadLimits.Inputs} are read.", null, ModelFormatReason.Malformed);
        if (given.Length == 0) throw Error("the network has no input.", null, ModelFormatReason.Malformed);
        Flow[] inputs = [.. given.Select(Input)];
        foreach (var node in graph.Nodes)
            if (!_folded.Contains(node)) Import(node);
        if (graph.Outputs.Count == 0) throw Error("the network has no output.", null, ModelFormatReason.Malformed);
        return new Model([.. inputs.Select(input => input.Tensor)], [.. graph.Outputs.Select(Output)], graph.Name.Trim('/') is { Length: > 0 } name ? name.Replace('/', '_') : null);
    }

    private void Import(NodeProto node)
    {
        var call = new OperatorCall(this, node);
        if (node.Domain is not ("" or "ai.onnx") || !Operators.TryGetValue(node.OpType, out var import)) throw call.Unsupported("this library has no such operator.");
        try
        {
            import(call);
        }
        catch (ArgumentException e)
        {
            throw call.Error(e.Message, e);
        }
    }

    private Flow Input(ValueInfoProto input)
    {
        if (input.Type != ElementType.Float) throw Error($"the input '{input.Name}' is of type {input.Type}; models take Float.", null, ModelFormatReason.Unsupported);
        if (input.Shape is not { Count: >= 2 } dimensions) throw Error($"the input '{input.Name}' has no shape, or one without dimensions beside the batch.", null, ModelFormatReason.Unsupported);
        if (dimensions[0].Size is { } batch and > 0) FixedBatch = batch;
        int[] sizes = [.. dimensions.Skip(1).Select(dimension => dimension.Size switch
        {
            null or 0 or -1 => Shape.Unknown,
            > 0 and <= int.MaxValue and var size => (int)size,
            var size => throw Error($"the input '{input.Name}' has a dimension of {size}.", null, ModelFormatReason.Malformed),
        })];
        if (sizes.Aggregate(1.0, (product, size) => product * Math.Max(size, 1)) > Array.MaxLength) throw Error($"the input '{input.Name}' has more values than an array can hold.", null, ModelFormatReason.Malformed);
        var axes = sizes.Length == 3 && (MetadataReader.IsChannelsFirst(_file.Metadata) ?? PictureInputs.IsChannelsFirst(input.Name, this)) ? [2, 3, 1] : Flow.Natural(sizes.Length);
        var flow = new Flow(KerasTensor.Input([.. axes.Select(axis => sizes[axis - 1])], Unique(input.Name)), axes);
        return _values.TryAdd(input.Name, flow) ? flow : throw Error($"two inputs have the name '{input.Name}'.", null, ModelFormatReason.Malformed);
    }

    private KerasTensor Output(ValueInfoProto output)
    {
        if (!_values.TryGetValue(output.Name, out var value)) throw NotGiven(output.Name) ?? Error($"the output '{output.Name}' is given by no node.", null, ModelFormatReason.Malformed);
        if (value is not Flow flow) throw Error($"the output '{output.Name}' does not depend on the inputs.", null, ModelFormatReason.Unsupported);
        var call = new OperatorCall(this, new NodeProto("Identity", [output.Name], [output.Name]) { Name = output.Name });
        var plain = call.Plain(flow);

        // Pictures stay as layers have them, channels last; what else stands in another order than in the file is put right.
        return plain.Axes is [2, 3, 1] || plain.IsNatural() && plain.Axes.SequenceEqual(Flow.Natural(plain.Rank)) ? plain.Tensor : call.Arrange(plain, Flow.Natural(plain.Rank)).Tensor;
    }

    /// <summary>What is wrong with a further output of a node that has been read, such as the mask of Dropout; null for any other name.</summary>
    private ModelFormatException? NotGiven(string name) => Producer(name) is { } node && node.Outputs[0] != name && _values.ContainsKey(node.Outputs[0])
        ? Error($"{Describe(node)}: its output '{name}' is used; layers give the first output, '{node.Outputs[0]}', alone.", null, ModelFormatReason.Unsupported)
        : null;

    private Constant Here(Constant constant)
    {
        if (constant.Tensor.ExternalData.Count > 0)
            throw Error($"the values of '{constant.Tensor.Name}' lie in another file; put them into this one (onnx.save_model with save_as_external_data=False).", null, ModelFormatReason.Unsupported);
        return constant;
    }

    private string Unique(string name)
    {
        var wanted = name.Trim('/').Replace('/', '_') is { Length: > 0 } given ? given : "layer";
        var (free, i) = (wanted, _names.GetValueOrDefault(wanted));
        for (; i > 0 && _names.ContainsKey(free = $"{wanted}_{i}"); i++) { }
        _names[wanted] = i + 1;
        _names.TryAdd(free, 1);
        return free;
    }
}
