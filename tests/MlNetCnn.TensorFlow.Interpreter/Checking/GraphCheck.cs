using System.Text.RegularExpressions;

namespace MlNetCnn.TensorFlow.Interpreter.Checking;

/// <summary>
/// Whether TensorFlow, from version 2.7 on, would take a graph: every operation known, with all its attributes, of their kinds, and no others; as many inputs as it takes, of their
/// types, made before it; names that it allows, each once.
/// </summary>
internal static partial class GraphCheck
{
    /// <summary>Throws where something is wrong.</summary>
    /// <exception cref="InvalidOperationException">All that is wrong, a line each (100 at most).</exception>
    public static void Assert(GraphDef graph)
    {
        string[] errors = [.. Errors(graph).Take(100)];
        if (errors.Length > 0) throw new InvalidOperationException($"TensorFlow would not take the graph:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
    }

    /// <summary>All that is wrong, each with the node.</summary>
    public static IEnumerable<string> Errors(GraphDef graph)
    {
        var made = new Dictionary<string, IReadOnlyList<DataType>>(StringComparer.Ordinal);
        var folded = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (graph.Producer is < 898 or > 2314) yield return $"the producer version {graph.Producer} is none that operations.txt stands for";
        foreach (var node in graph.Nodes)
        {
            foreach (var error in Errors(node, made, folded)) yield return $"{node.Name} ({node.Op}): {error}";
            if (OperationSignature.All.TryGetValue(node.Op, out var signature) && MissingTypes(signature, node).Count == 0) made.TryAdd(node.Name, OperationSignature.Types(signature.Outputs, node));
        }
    }

    private static IEnumerable<string> Errors(NodeDef node, Dictionary<string, IReadOnlyList<DataType>> made, HashSet<string> folded)
    {
        if (!Name().IsMatch(node.Name)) yield return "the name has letters that TensorFlow does not take";
        if (!folded.Add(node.Name)) yield return "the name, small letters being as capital ones, is another node's";
        if (node.Device.Length > 0 && !node.Device.StartsWith('/')) yield return $"the device '{node.Device}' does not begin with /";
        if (!OperationSignature.All.TryGetValue(node.Op, out var signature))
        {
            yield return "the operation is not known (operations.txt)";
            yield break;
        }

        string[] wrong = [.. signature.Attributes.Select(a => node.Attributes.TryGetValue(a.Name, out var value) ? a.Error(value) : $"the attribute {a.Name} is missing").OfType<string>()];
        foreach (var error in wrong) yield return error;
        foreach (var name in node.Attributes.Keys.Except(signature.Attributes.Select(a => a.Name))) yield return $"TensorFlow does not know the attribute {name}";
        if (wrong.Length > 0) yield break;
        foreach (var error in KernelRules.Errors(node)) yield return error;
        foreach (var error in InputErrors(node, signature, made)) yield return error;
    }

    private static IEnumerable<string> InputErrors(NodeDef node, OperationSignature signature, Dictionary<string, IReadOnlyList<DataType>> made)
    {
        string[] data = [.. node.Inputs.TakeWhile(i => !i.StartsWith('^'))], controls = [.. node.Inputs.Skip(data.Length)];
        foreach (var control in controls)
        {
            if (!control.StartsWith('^')) yield return $"the input '{control}' stands behind a control input";
            else if (!made.ContainsKey(control[1..])) yield return $"the control input '{control}' is not made before it";
        }

        var expected = OperationSignature.Types(signature.Inputs, node);
        if (data.Length != expected.Count) yield return $"it takes {expected.Count} inputs, not {data.Length}";
        foreach (var (input, type) in data.Zip(expected))
        {
            var colon = input.IndexOf(':');
            var index = colon < 0 ? 0 : int.Parse(input[(colon + 1)..]);
            if (colon >= 0 && index == 0) yield return $"the input '{input}' should be written without :0";
            if (!made.TryGetValue(colon < 0 ? input : input[..colon], out var types)) yield return $"the input '{input}' is not made before it";
            else if (index >= types.Count) yield return $"the input '{input}': there are {types.Count} outputs";
            else if (types[index] != type) yield return $"the input '{input}' has the type {types[index]}, not {type}";
        }
    }

    private static List<string> MissingTypes(OperationSignature signature, NodeDef node) =>
        [.. signature.Attributes.Where(a => !node.Attributes.TryGetValue(a.Name, out var value) || a.Error(value) is not null).Select(a => a.Name)];

    [GeneratedRegex(@"^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*\z")]
    private static partial Regex Name();
}
