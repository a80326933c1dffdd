using System.Collections.Immutable;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>
/// One run: finds what the fetches and targets need, then executes it. Whatever could run next is drawn by chance, as TensorFlow promises no order but the edges'. A value is forgotten
/// when its last taker has run.
/// </summary>
internal sealed class GraphRun(ImmutableDictionary<string, SessionNode> nodes, SessionResources resources, int seed)
{
    private readonly Dictionary<TensorName, Tensor> _fed = [];
    private readonly Dictionary<TensorName, Tensor> _values = [];
    private readonly Dictionary<TensorName, int> _takers = [];
    private long _bytes;

    /// <summary>Nodes executed.</summary>
    public int ExecutedCount { get; private set; }

    /// <summary>The most that values took at once.</summary>
    public long PeakBytes { get; private set; }

    public IReadOnlyList<TensorValue> Execute(IReadOnlyList<(string Name, TensorValue Value)> feeds, IReadOnlyList<string> fetches, IReadOnlyList<string> targets)
    {
        if (fetches.Count == 0 && targets.Count == 0) throw new TensorFlowException("Must specify at least one target to fetch or execute.", TensorFlowStatus.InvalidArgument);
        foreach (var (name, value) in feeds) Feed(name, value);
        TensorName[] wanted = [.. fetches.Select(fetch => Output(fetch, "FetchOutputs"))];
        foreach (var fetch in wanted)
            if (_fed.ContainsKey(fetch)) throw new TensorFlowException($"{fetch} is both fed and fetched.", TensorFlowStatus.InvalidArgument);
        string[] run = [.. targets.Select(target => nodes.ContainsKey(target) ? target : throw new TensorFlowException($"PruneForTargets: Some target nodes not found: {target}", TensorFlowStatus.NotFound))];
        var needed = Needed([.. wanted.Select(w => w.Node), .. run]);
        foreach (var taken in needed.SelectMany(node => node.Inputs).Concat(wanted)) _takers[taken] = _takers.GetValueOrDefault(taken) + 1;
        ExecuteAll(needed);
        return [.. wanted.Select(name => _values[name].ToValue())];
    }

    private void Feed(string text, TensorValue value)
    {
        var name = Output(text, "FeedInputs");
        var node = nodes[name.Node];
        var tensor = Tensor.From(value);
        if (tensor.Type != node.OutputTypes[name.Index])
            throw new TensorFlowException($"Expects arg[{_fed.Count}] to be {OpAttribute.TypeName(node.OutputTypes[name.Index])} but {OpAttribute.TypeName(tensor.Type)} is provided: {name}", TensorFlowStatus.InvalidArgument);
        if (!_fed.TryAdd(name, tensor)) throw new TensorFlowException($"Endpoint \"{name}\" fed more than once.", TensorFlowStatus.InvalidArgument);
        if (resources.Options.ChecksFeeds && node.Op is "Placeholder" or "PlaceholderWithDefault" && !Shapes.Fits(((AttrValue.Shape)node.Attributes["shape"]).Value, tensor.Shape))
            throw new TensorFlowException($"{name} is fed with the shape {tensor.ShapeText}, which does not fit its shape {((AttrValue.Shape)node.Attributes["shape"]).Value}.", TensorFlowStatus.InvalidArgument);
    }

    private TensorName Output(string text, string doing)
    {
        var name = TensorName.Parse(text);
        if (!nodes.TryGetValue(name.Node, out var node)) throw new TensorFlowException($"{doing}: unable to find output {name}", TensorFlowStatus.NotFound);
        return name.Index < node.OutputTypes.Count
            ? name
            : throw new TensorFlowException($"{doing} {name}: output index too large, must be < {node.OutputTypes.Count}", TensorFlowStatus.InvalidArgument);
    }

    /// <summary>Whether a node's being fed stands for its execution: only a placeholder's does, of other nodes control edges still wait for the node itself.</summary>
    private bool IsReplaced(SessionNode node) => node.Op == "Placeholder" && _fed.ContainsKey(new(node.Name, 0));

    private List<SessionNode> Needed(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<SessionNode>();
        var open = new Stack<string>(names.Reverse());
        while (open.TryPop(out var name))
        {
            if (!seen.Add(name)) continue;
            var node = nodes[name];
            if (IsReplaced(node)) continue;
            result.Add(node);
            foreach (var before in Before(node)) open.Push(before);
        }

        return result;
    }

    private IEnumerable<string> Before(SessionNode node) => node.Inputs.Where(input => !_fed.ContainsKey(input)).Select(input => input.Node).Concat(node.Controls).Distinct();

    private void ExecuteAll(List<SessionNode> needed)
    {
        var random = new Random(seed);
        var waits = needed.ToDictionary(node => node.Name, node => Before(node).Count(name => !IsReplaced(nodes[name])), StringComparer.Ordinal);
        var after = needed.SelectMany(node => Before(node).Select(b => (b, node))).ToLookup(p => p.b, p => p.node, StringComparer.Ordinal);
        List<SessionNode> ready = [.. needed.Where(node => waits[node.Name] == 0)];
        while (ready.Count > 0)
        {
            var index = random.Next(ready.Count);
            var node = ready[index];
            ready[index] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            Execute(node);
            foreach (var next in after[node.Name])
                if (--waits[next.Name] == 0) ready.Add(next);
        }
    }

    private void Execute(SessionNode node)
    {
        Tensor[] inputs = [.. node.Inputs.Select(input => _fed.TryGetValue(input, out var fed) ? fed : _values[input])];
        var outputs = node.Kernel.Execute(new KernelCall(node.Name, node.Attributes, inputs, resources));
        ExecutedCount++;
        if (outputs.Length != node.OutputTypes.Count) throw new InvalidOperationException($"{node.Op} made {outputs.Length} outputs, not {node.OutputTypes.Count}.");
        for (var i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Type != node.OutputTypes[i]) throw new InvalidOperationException($"Output {i} of {node.Op} is {outputs[i].Type}, not {node.OutputTypes[i]}.");
            if (!_takers.ContainsKey(new(node.Name, i))) continue;
            _values.Add(new(node.Name, i), outputs[i]);
            _bytes += Bytes(outputs[i]);
        }

        PeakBytes = Math.Max(PeakBytes, _bytes);
        foreach (var input in node.Inputs)
        {
            if (--_takers[input] > 0 || !_values.Remove(input, out var value)) continue;
            _bytes -= Bytes(value);
        }
    }

    private static long Bytes(Tensor tensor) => tensor.Count * (long)(tensor.Type is DataType.Double or DataType.Int64 or DataType.UInt64 ? 8 : tensor.Type is DataType.Bool or DataType.UInt8 ? 1 : 4);
}
