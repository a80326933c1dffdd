using MlNetCnn.Keras;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary>Nodes of a file, where they may stand in any order, each after all that it takes; otherwise as they stood.</summary>
internal static class NodeOrder
{
    /// <exception cref="ModelFormatException">Two nodes have one name, a node takes what is not there, or nodes need each other.</exception>
    public static IReadOnlyList<NodeDef> Of(List<NodeDef> nodes, MessageSource graph)
    {
        var places = new Dictionary<string, int>(nodes.Count, StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
            if (!places.TryAdd(nodes[i].Name, i)) throw graph.Reader.Error($"two nodes have the name '{nodes[i].Name}'.");

        var (takers, missing) = (new List<int>?[nodes.Count], new int[nodes.Count]);
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var input in nodes[i].Inputs)
            {
                if (!places.TryGetValue(NodeOf(input), out var from)) throw graph.Reader.Error($"the node '{nodes[i].Name}' takes '{input}', which is not there.");
                missing[i]++;
                (takers[from] ??= []).Add(i);
            }
        }

        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Count).Where(i => missing[i] == 0).Select(i => (i, i)));
        var ordered = new List<NodeDef>(nodes.Count);
        while (ready.TryDequeue(out var next, out _))
        {
            ordered.Add(nodes[next]);
            foreach (var taker in takers[next] ?? [])
                if (--missing[taker] == 0) ready.Enqueue(taker, taker);
        }

        if (ordered.Count == nodes.Count) return ordered;
        var held = nodes[Array.FindIndex(missing, count => count > 0)];
        throw graph.Reader.Error($"the node '{held.Name}' ({held.Op}) takes, in the end, what it makes itself; graphs with loops are not read.", reason: ModelFormatReason.Unsupported);
    }

    /// <summary>The node that an input names: <c>node</c>, <c>node:1</c> or <c>^node</c>.</summary>
    private static string NodeOf(string input)
    {
        if (input.StartsWith('^')) return input[1..];
        var colon = input.LastIndexOf(':');
        return colon > 0 && int.TryParse(input.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out _) ? input[..colon] : input;
    }
}
