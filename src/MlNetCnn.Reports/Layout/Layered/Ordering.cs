namespace MlNetCnn.Reports.Layout;

/// <summary>Orders the nodes of each rank for few crossings: sweeps down and up that sort each rank by the middle of its neighbours, of which the best order is kept.</summary>
internal static class Ordering
{
    private const int Sweeps = 16;

    public static void Apply(LayeredGraph graph)
    {
        Start(graph);
        var place = new double[graph.RankOf.Count];
        var best = graph.Ranks.Select(r => r.ToArray()).ToArray();
        var fewest = Crossings(graph, place);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var down = sweep % 2 == 0;
            for (var i = 1; i < graph.Ranks.Count; i++)
            {
                var rank = down ? i : graph.Ranks.Count - 1 - i;
                Place(graph.Ranks[down ? rank - 1 : rank + 1], place);
                Sort(graph.Ranks[rank], down ? graph.Above : graph.Below, place, turned: sweep % 4 >= 2);
            }

            var crossings = Crossings(graph, place);
            if (crossings >= fewest) continue;
            fewest = crossings;
            best = [.. graph.Ranks.Select(r => r.ToArray())];
        }

        for (var rank = 0; rank < best.Length; rank++)
        {
            graph.Ranks[rank].Clear();
            graph.Ranks[rank].AddRange(best[rank]);
        }
    }

    /// <summary>The order of a walk from the first nodes, so that what belongs together stands together.</summary>
    private static void Start(LayeredGraph graph)
    {
        foreach (var rank in graph.Ranks) rank.Clear();
        var seen = new bool[graph.RankOf.Count];
        foreach (var root in Enumerable.Range(0, graph.RankOf.Count).OrderBy(v => graph.RankOf[v]))
        {
            var stack = new Stack<int>([root]);
            while (stack.TryPop(out var v))
            {
                if (seen[v]) continue;
                seen[v] = true;
                graph.Ranks[graph.RankOf[v]].Add(v);
                foreach (var to in Enumerable.Reverse(graph.Below[v])) stack.Push(to);
            }
        }
    }

    private static void Place(List<int> rank, double[] place)
    {
        for (var i = 0; i < rank.Count; i++) place[rank[i]] = i;
    }

    /// <summary>Sorts a rank by the mean place of its neighbours; nodes without any stay where they are.</summary>
    private static void Sort(List<int> rank, List<List<int>> neighbours, double[] place, bool turned)
    {
        var keyed = rank.Select((v, i) => (Node: v, Key: neighbours[v].Count == 0 ? -1 : neighbours[v].Average(n => place[n]), Tie: turned ? -i : i)).ToList();
        var sorted = new Queue<int>(keyed.Where(k => k.Key >= 0).OrderBy(k => k.Key).ThenBy(k => k.Tie).Select(k => k.Node));
        for (var i = 0; i < rank.Count; i++) rank[i] = keyed[i].Key < 0 ? keyed[i].Node : sorted.Dequeue();
    }

    private static long Crossings(LayeredGraph graph, double[] place)
    {
        long crossings = 0;
        for (var rank = 1; rank < graph.Ranks.Count; rank++)
        {
            Place(graph.Ranks[rank - 1], place);
            var passed = new List<double>();
            // Of each two edges that end left and right of one another, those that start the other way round cross.
            foreach (var v in graph.Ranks[rank])
            {
                var starts = graph.Above[v].Select(u => place[u]).ToList();
                foreach (var start in starts) crossings += passed.Count - FirstAbove(passed, start);
                foreach (var start in starts) passed.Insert(FirstAbove(passed, start), start);
            }
        }

        return crossings;
    }

    private static int FirstAbove(List<double> sorted, double value)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
