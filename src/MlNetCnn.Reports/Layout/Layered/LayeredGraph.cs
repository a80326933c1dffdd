namespace MlNetCnn.Reports.Layout;

/// <summary>
/// Nodes in ranks, where every edge leads from one rank to the next: an edge over several ranks runs through dummies. Ranks run down, places within a rank to the right.
/// </summary>
internal sealed class LayeredGraph
{
    /// <summary>Dummies that a graph may need: enough for any network, and few enough to be laid out in seconds.</summary>
    private const int MostDummies = 100_000;

    /// <param name="sizes">Extent of each node along its rank and across it.</param>
    /// <param name="edges">Pairs of nodes; such as close a circle are turned round.</param>
    public LayeredGraph(IReadOnlyList<(double Along, double Across)> sizes, IEnumerable<(int From, int To)> edges)
    {
        Real = sizes.Count;
        Widths = [.. sizes.Select(s => s.Along)];
        Heights = [.. sizes.Select(s => s.Across)];
        var acyclic = Acyclic(sizes.Count, edges);
        var ranks = Ranking.Of(sizes.Count, acyclic.Select(e => (e.From, e.To)));
        RankOf = [.. ranks];
        Above = [.. sizes.Select(_ => new List<int>())];
        Below = [.. sizes.Select(_ => new List<int>())];
        foreach (var (from, to, turned) in acyclic)
        {
            List<int> path = [from];
            for (var rank = ranks[from] + 1; rank < ranks[to]; rank++) path.Add(AddDummy(rank));
            path.Add(to);
            for (var i = 1; i < path.Count; i++)
            {
                Below[path[i - 1]].Add(path[i]);
                Above[path[i]].Add(path[i - 1]);
            }

            Paths.Add((path, turned));
        }

        Ranks = [.. Enumerable.Range(0, RankOf.Max() + 1).Select(_ => new List<int>())];
        for (var v = 0; v < RankOf.Count; v++) Ranks[RankOf[v]].Add(v);
    }

    /// <summary>How many nodes are real; they come first.</summary>
    public int Real { get; }

    /// <summary>Extent along the rank; 0 for dummies.</summary>
    public List<double> Widths { get; }

    /// <summary>Extent across the rank; 0 for dummies.</summary>
    public List<double> Heights { get; }

    public List<int> RankOf { get; }

    /// <summary>Neighbours in the rank before.</summary>
    public List<List<int>> Above { get; }

    /// <summary>Neighbours in the rank behind.</summary>
    public List<List<int>> Below { get; }

    /// <summary>Nodes of each rank, in their order.</summary>
    public List<List<int>> Ranks { get; }

    /// <summary>The nodes that each edge runs through, downwards, and whether its arrow points upwards.</summary>
    public List<(List<int> Nodes, bool Turned)> Paths { get; } = [];

    public bool IsDummy(int node) => node >= Real;

    private int AddDummy(int rank)
    {
        if (RankOf.Count - Real >= MostDummies) throw new ArgumentException($"The arrows of this diagram cross more than {MostDummies} ranks together; it cannot be drawn.");
        RankOf.Add(rank);
        Widths.Add(0);
        Heights.Add(0);
        Above.Add([]);
        Below.Add([]);
        return RankOf.Count - 1;
    }

    /// <summary>Edges from one node to another, each once; those that lead back to where a depth-first walk came from are turned.</summary>
    private static List<(int From, int To, bool Turned)> Acyclic(int count, IEnumerable<(int From, int To)> edges)
    {
        var distinct = edges.Where(e => e.From != e.To).Distinct().ToList();
        var next = distinct.ToLookup(e => e.From, e => e.To);
        var state = new byte[count]; // 0 not seen, 1 on the way, 2 done
        var back = new HashSet<(int, int)>();
        for (var root = 0; root < count; root++)
        {
            if (state[root] != 0) continue;
            var stack = new Stack<(int Node, IEnumerator<int> Next)>();
            state[root] = 1;
            stack.Push((root, next[root].GetEnumerator()));
            while (stack.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    state[top.Node] = 2;
                    stack.Pop();
                    continue;
                }

                var to = top.Next.Current;
                if (state[to] == 1) back.Add((top.Node, to));
                if (state[to] != 0) continue;
                state[to] = 1;
                stack.Push((to, next[to].GetEnumerator()));
            }
        }

        return [.. distinct.Select(e => back.Contains(e) ? (e.To, e.From, true) : (e.From, e.To, false)).DistinctBy(e => (e.Item1, e.Item2))];
    }
}
