using System.Collections.Frozen;
using System.Reflection;
using MlNetCnn.Compute;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Gradients of graphs, operation by operation from the outputs back (reverse accumulation).</summary>
internal static class Gradients
{
    private static readonly FrozenDictionary<string, Func<GradientArguments, IReadOnlyList<GraphTensor?>>> Table = typeof(Gradients).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .SelectMany(method => method.GetCustomAttributes<GradientOfAttribute>().Select(mark => (mark.Op, method)))
        .ToFrozenDictionary(p => p.Op, p => p.method.CreateDelegate<Func<GradientArguments, IReadOnlyList<GraphTensor?>>>(), StringComparer.Ordinal);

    /// <summary>Operations whose gradients are known.</summary>
    public static IReadOnlyCollection<string> Known => Table.Keys;

    /// <summary>Adds the nodes that compute the gradients.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">What is differentiated, each with the gradient that comes to it, of its shape.</param>
    /// <param name="withRespectTo">By what.</param>
    /// <param name="relu">What goes back through relus of the model. Default: the gradient.</param>
    /// <returns>One per item of <paramref name="withRespectTo"/>; null where the outputs do not depend on it.</returns>
    /// <exception cref="NotSupportedException">An operation on the way has no gradient; the message names the node, whose scope is the layer.</exception>
    public static IReadOnlyList<GraphTensor?> Add(
        GraphBuilder graph, IReadOnlyList<(GraphTensor Output, GraphTensor Gradient)> outputs, IReadOnlyList<GraphTensor> withRespectTo, ReluGradient relu = ReluGradient.Standard)
    {
        GraphNode[] nodes = [.. graph.Nodes];
        var leads = new HashSet<GraphTensor>(withRespectTo);
        foreach (var node in nodes)
            if (node.Inputs.Any(leads.Contains)) leads.UnionWith(node.Outputs.Where(o => o.Type == DataType.Float));
        var sums = new Dictionary<GraphTensor, List<GraphTensor>>();
        void Contribute(GraphTensor to, GraphTensor gradient)
        {
            if (!leads.Contains(to)) return;
            if (!sums.TryGetValue(to, out var list)) sums.Add(to, list = []);
            list.Add(gradient);
        }

        foreach (var (output, gradient) in outputs) Contribute(output, gradient);
        GraphTensor? Sum(GraphTensor tensor)
        {
            if (!sums.TryGetValue(tensor, out var list)) return null;
            if (list.Count > 1) sums[tensor] = list = [graph.AddN(list)];
            return list[0];
        }

        using var scope = graph.Scope("gradients");
        for (var n = nodes.Length - 1; n >= 0; n--)
        {
            var node = nodes[n];
            bool[] wanted = [.. node.Inputs.Select(leads.Contains)];
            GraphTensor?[] gradients = [.. node.Outputs.Select(Sum)];
            if (!wanted.Contains(true) || gradients.All(g => g is null)) continue;
            if (!Table.TryGetValue(node.Op, out var function))
                throw new NotSupportedException($"There is no gradient for TensorFlow's operation {node.Op}, which '{node.Name}' is, on the way to what is trained or asked for.");
            using var inner = graph.Scope(node.Name);
            var results = function(new GradientArguments(graph, node, gradients, wanted, relu));
            for (var i = 0; i < results.Count; i++)
                if (wanted[i] && results[i] is { } result) Contribute(node.Inputs[i], result);
        }

        return [.. withRespectTo.Select(Sum)];
    }
}
