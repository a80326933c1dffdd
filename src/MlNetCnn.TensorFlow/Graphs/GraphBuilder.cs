namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>
/// Builds a graph, node after node, each behind all that it takes. What operations there are, with their attributes, output shapes and gradients, stands in <c>Ops</c>: each an
/// extension of this class.
/// </summary>
/// <param name="prefix">Scope of all names, e.g. <c>gradient_1/</c>; a session takes parts of different prefixes side by side.</param>
internal sealed class GraphBuilder(string prefix = "")
{
    private readonly List<GraphNode> _nodes = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, GraphTensor> _constants = new(StringComparer.Ordinal);
    private readonly string _prefix = prefix;
    private string _scope = prefix;

    /// <summary>All nodes so far, in order.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The scope that names are made in: empty, or ends with <c>/</c>.</summary>
    public string CurrentScope => _scope;

    /// <summary>Puts names under a scope until what it returns is disposed.</summary>
    /// <param name="name">E.g. a layer's path.</param>
    public IDisposable Scope(string name)
    {
        var before = _scope;
        _scope = $"{before}{Clean(name)}/";
        return new Restore(() => _scope = before);
    }

    /// <summary>Puts names under a scope directly below the prefix, whatever scope is open, until what it returns is disposed.</summary>
    /// <param name="name">The scope; empty for the prefix itself.</param>
    public IDisposable OutOfScope(string name)
    {
        var before = _scope;
        _scope = _prefix;
        if (name.Length > 0) _scope = $"{_prefix}{Clean(name)}/";
        return new Restore(() => _scope = before);
    }

    /// <summary>Adds a node.</summary>
    /// <param name="op">TensorFlow's operation.</param>
    /// <param name="inputs">What it takes, in order.</param>
    /// <param name="attributes">All attributes, those with defaults too.</param>
    /// <param name="outputs">What it makes.</param>
    /// <param name="name">Its name in the scope; where another has it already, with <c>_1</c>, <c>_2</c> ... Default: the operation's.</param>
    public GraphNode Add(string op, IReadOnlyList<GraphTensor> inputs, IReadOnlyDictionary<string, AttrValue> attributes, IReadOnlyList<(DataType Type, TensorShape Shape)> outputs, string? name = null)
    {
        var node = new GraphNode(Unique(name ?? op), op, inputs, attributes, outputs);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Adds a node with one output.</summary>
    /// <inheritdoc cref="Add(string, IReadOnlyList{GraphTensor}, IReadOnlyDictionary{string, AttrValue}, IReadOnlyList{ValueTuple{DataType, TensorShape}}, string)"/>
    public GraphTensor Add(string op, IReadOnlyList<GraphTensor> inputs, IReadOnlyDictionary<string, AttrValue> attributes, DataType type, TensorShape shape, string? name = null) =>
        Add(op, inputs, attributes, [(type, shape)], name).Outputs[0];

    /// <summary>A constant; small ones of the same values are one node.</summary>
    /// <param name="value">The values.</param>
    /// <param name="name">Its name in the scope. Default <c>Const</c>.</param>
    public GraphTensor Constant(TensorValue value, string? name = null)
    {
        var key = name is null && value.Count <= 16 ? $"{value.Type} {string.Join(",", value.Shape)} {Convert.ToHexString(value.Bytes)}{(value.Type == DataType.String ? string.Join("\n", value.Strings) : "")}" : null;
        if (key is not null && _constants.TryGetValue(key, out var known)) return known;
        var attributes = new Dictionary<string, AttrValue> { ["dtype"] = value.Type, ["value"] = value };
        var constant = Add("Const", [], attributes, value.Type, new TensorShape([.. value.Shape]), name);
        if (key is not null) _constants.Add(key, constant);
        return constant;
    }

    /// <summary>A single float32.</summary>
    public GraphTensor Constant(float value) => Constant(TensorValue.Scalar(value));

    /// <summary>A single int32.</summary>
    public GraphTensor Constant(int value) => Constant(TensorValue.Scalar(value));

    /// <summary>A row of int32.</summary>
    public GraphTensor Constant(params int[] values) => Constant(TensorValue.Of(values, values.Length));

    /// <summary>The graph as it stands in a file.</summary>
    /// <param name="wanted">Nodes whose ancestors alone are kept, e.g. the outputs; null for all.</param>
    public GraphDef Build(IEnumerable<GraphNode>? wanted = null)
    {
        if (wanted is null) return new GraphDef([.. _nodes.Select(n => n.ToDefinition())]);
        var kept = new HashSet<GraphNode>();
        var open = new Stack<GraphNode>(wanted);
        while (open.TryPop(out var node))
        {
            if (!kept.Add(node)) continue;
            foreach (var input in node.Inputs) open.Push(input.Node);
            foreach (var control in node.Controls) open.Push(control);
        }

        return new GraphDef([.. _nodes.Where(kept.Contains).Select(n => n.ToDefinition())]);
    }

    /// <summary>Letters that TensorFlow takes in names: <c>[A-Za-z0-9.][A-Za-z0-9_./-]*</c>; others become underscores.</summary>
    private string Clean(string name)
    {
        var clean = string.Concat(name.Select(c => GraphPrefix.IsInNames(c) ? c : '_'));
        return _scope.Length == 0 && (clean.Length == 0 || !(char.IsAsciiLetterOrDigit(clean[0]) || clean[0] == '.')) ? "." + clean : clean;
    }

    private string Unique(string name)
    {
        var full = _scope + Clean(name);
        var unique = full;
        for (var i = 1; !_names.Add(unique); i++) unique = $"{full}_{i}";
        return unique;
    }

    private sealed class Restore(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
