using System.Text.RegularExpressions;

namespace MlNetCnn.Keras;

/// <summary>What a summary shows of a model, whatever the style.</summary>
internal sealed class SummaryRows(Model model, SummaryOptions options)
{
    private readonly ILookup<Layer, Node> _calls = model.Calls.ToLookup(c => c.Layer);

    public Model Model => model;

    /// <summary>Keras's rule for the table without connections: a Sequential, or a graph with one call at each depth, of one input at most, in which no layer is called twice.</summary>
    public bool IsChain { get; } = model is Sequential || IsPlain(model);

    public long Trainable { get; } = model.TrainableWeights.Sum(w => w.Shape.Count);

    public long Total { get; } = model.CountParams();

    /// <summary>The rows in order. Layers of nested models follow theirs when they are asked for.</summary>
    public IEnumerable<SummaryRow> List()
    {
        var (first, end) = Range();
        return Open(model.Layers, Names(model), 0, first, end);
    }

    /// <summary>Where the layer's inputs come from, in the order of its calls: <c>name[call][output]</c>. None for layers of nested models.</summary>
    public IReadOnlyList<string> Connections(Layer layer) => [.. _calls[layer].SelectMany(c => c.Inputs).Select(t => $"{t.Layer.Name}[{t.Node.Index}][{t.Index}]")];

    private IEnumerable<SummaryRow> Open(IReadOnlyList<Layer> layers, IReadOnlyList<string> names, int level, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            var nested = options.ExpandNested && layers[i] is Model { Layers.Count: > 0 } inner ? inner : null;
            yield return new SummaryRow(layers[i], names[i], level, nested is not null, i == layers.Count - 1);
            if (nested is null) continue;
            foreach (var row in Open(nested.Layers, Names(nested), level + 1, 0, nested.Layers.Count)) yield return row;
        }
    }

    // Keras's get_layer_index_bound_by_layer_name.
    private (int First, int End) Range()
    {
        if (options.LayerRange is not var (first, last)) return (0, model.Layers.Count);
        var (lower, upper) = (Matches(first), Matches(last));
        if (lower.Length == 0 || upper.Length == 0)
        {
            var missing = lower.Length == 0 ? first : last;
            throw new ArgumentException($"The model '{model.Name}' has no layer that '{missing}' matches. Nearest: {string.Join(", ", Nearest.Names(missing, model.Layers.Select(l => l.Name)))}.", nameof(options));
        }

        return lower[0] > upper[^1] ? (upper[0], lower[^1] + 1) : (lower[0], upper[^1] + 1);
    }

    private int[] Matches(string pattern)
    {
        var start = new Regex($@"\A(?:{pattern})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return [.. Enumerable.Range(0, model.Layers.Count).Where(i => start.IsMatch(model.Layers[i].Name))];
    }

    private static IReadOnlyList<string> Names(Model model) => model.IsBuilt ? [.. model.Layers.Select(l => l.Name)] : LayerNames.Plan(model.Layers);

    private static bool IsPlain(Model model)
    {
        if (model.Calls.Any(c => c.Inputs.Count > 1) || model.Calls.GroupBy(c => c.Layer).Any(g => g.Count() > 1)) return false;
        var depths = new Dictionary<Node, int>();
        foreach (var call in model.Calls.Reverse())
        {
            var depth = depths[call] = depths.GetValueOrDefault(call);
            foreach (var input in call.Inputs) depths[input.Node] = Math.Max(depths.GetValueOrDefault(input.Node), depth + 1);
        }

        return depths.Values.Distinct().Count() == depths.Count;
    }
}
