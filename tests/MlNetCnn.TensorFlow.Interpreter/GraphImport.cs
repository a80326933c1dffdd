using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>
/// Takes a graph's nodes after checking them as TensorFlow's importer does: names, operations, attributes, inputs and their types, cycles. All are taken, or none.
/// </summary>
internal static partial class GraphImport
{
    /// <exception cref="TensorFlowException">TensorFlow would not take the graph.</exception>
    public static ImmutableDictionary<string, SessionNode> Add(ImmutableDictionary<string, SessionNode> nodes, GraphDef graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var definitions = new Dictionary<string, NodeDef>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            if (!ValidName().IsMatch(node.Name)) throw Wrong(node, "Node name contains invalid characters");
            if (!definitions.TryAdd(node.Name, node)) throw Wrong(node, "is not unique", colon: false);
            if (nodes.ContainsKey(node.Name)) throw new TensorFlowException($"Node name '{node.Name}' already exists in the Graph", TensorFlowStatus.InvalidArgument);
        }

        var taken = graph.Nodes.ToDictionary(node => node.Name, Take, StringComparer.Ordinal);
        foreach (var node in taken.Values) CheckInputs(node, taken);
        CheckCycles(taken);
        return nodes.AddRange(taken);
    }

    private static SessionNode Take(NodeDef node)
    {
        var kernel = KernelTable.Find(node.Op);
        var attributes = NodeAttributes.Complete(node, kernel.Definition);
        var controls = node.Inputs.SkipWhile(input => !input.StartsWith('^')).ToArray();
        if (controls.FirstOrDefault(input => !input.StartsWith('^')) is { } late)
            throw Wrong(node, $"Control dependencies must come after regular dependencies, but '{late}' comes after one");
        return new(
            node.Name, kernel, attributes, [.. node.Inputs.Take(node.Inputs.Count - controls.Length).Select(TensorName.Parse)], [.. controls.Select(input => input[1..])],
            [.. kernel.Definition.Outputs.SelectMany(output => output.Types(attributes))]);
    }

    private static void CheckInputs(SessionNode node, Dictionary<string, SessionNode> taken)
    {
        DataType[] expected = [.. node.Kernel.Definition.Inputs.SelectMany(input => input.Types(node.Attributes))];
        if (expected.Length != node.Inputs.Count)
            throw Wrong(node, $"NodeDef expected inputs '{string.Join(", ", expected.Select(OpAttribute.TypeName))}' do not match {node.Inputs.Count} inputs specified; Op<name={node.Op}>");
        for (var i = 0; i < expected.Length; i++)
        {
            var input = node.Inputs[i];
            if (!taken.TryGetValue(input.Node, out var source)) throw Wrong(node, $"Unknown input node '{input}'");
            if (input.Index >= source.OutputTypes.Count)
                throw Wrong(node, $"Connecting to invalid output {input.Index} of source node {source.Name} which has {source.OutputTypes.Count} outputs.");
            var type = source.OutputTypes[input.Index];
            if (type != expected[i])
                throw Wrong(node, $"Input {i} was passed {OpAttribute.TypeName(type)} from {input} incompatible with expected {OpAttribute.TypeName(expected[i])}.");
        }

        foreach (var control in node.Controls)
            if (!taken.ContainsKey(control)) throw Wrong(node, $"Unknown input node '^{control}'");
    }

    private static void CheckCycles(Dictionary<string, SessionNode> taken)
    {
        static IEnumerable<string> Before(SessionNode node) => node.Inputs.Select(i => i.Node).Concat(node.Controls).Distinct();
        var waits = taken.Values.ToDictionary(node => node.Name, node => Before(node).Count(), StringComparer.Ordinal);
        var after = taken.Values.SelectMany(node => Before(node).Select(b => (b, node.Name))).ToLookup(p => p.b, p => p.Name, StringComparer.Ordinal);
        var ready = new Stack<string>(waits.Where(w => w.Value == 0).Select(w => w.Key));
        var done = 0;
        for (; ready.TryPop(out var name); done++)
        {
            foreach (var next in after[name])
                if (--waits[next] == 0) ready.Push(next);
        }

        if (done < taken.Count)
            throw new TensorFlowException($"{taken.Count - done} nodes of the graph are in a cycle or behind one, e.g. '{waits.First(w => w.Value > 0).Key}'.", TensorFlowStatus.InvalidArgument);
    }

    private static TensorFlowException Wrong(NodeDef node, string message, bool colon = true) => new($"Node '{node.Name}'{(colon ? ":" : "")} {message}", TensorFlowStatus.InvalidArgument);

    private static TensorFlowException Wrong(SessionNode node, string message) => new($"Node '{node.Name}': {message}", TensorFlowStatus.InvalidArgument);

    [GeneratedRegex(@"^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$")]
    private static partial Regex ValidName();
}
