namespace MlNetCnn.Explain;

/// <summary>Which layers' outputs each layer reads: numbers of layers in the order in which they run, -1 for the model's input.</summary>
/// <param name="Paths">Path of each layer.</param>
/// <param name="Sources">What each layer reads.</param>
/// <param name="Output">What the model gives out.</param>
internal sealed record FeatureGraph(List<string> Paths, IReadOnlyList<IReadOnlyList<int>> Sources, int Output)
{
    /// <summary>Whether the output depends on the input also by ways around a layer, e.g. by the shortcut of a residual block.</summary>
    public bool HasWayAround(string path)
    {
        var layer = Paths.IndexOf(path);
        var seen = new HashSet<int>();
        var open = new Stack<int>([Output]);
        while (open.TryPop(out var at))
        {
            if (at == -1) return true;
            if (at == layer || !seen.Add(at)) continue;
            foreach (var source in Sources[at]) open.Push(source);
        }

        return false;
    }
}
