namespace MlNetCnn.Reports.Layout;

/// <summary>
/// Places along the ranks (Brandes and Koepf 2001): nodes are aligned with the median of their neighbours, four times (from above and from below, from the left and from the right), and each gets the
/// mean of its two middle places. Arrows over several ranks are straight.
/// </summary>
internal static class Alignment
{
    /// <param name="graph">With its ranks ordered.</param>
    /// <param name="nodeGap">Between two nodes.</param>
    /// <param name="edgeGap">Between a passing edge and what is beside it.</param>
    /// <returns>The middle of each node.</returns>
    public static double[] Places(LayeredGraph graph, double nodeGap, double edgeGap)
    {
        var conflicts = Conflicts(graph);
        var all = new List<double[]>();
        foreach (var downwards in new[] { true, false })
        {
            foreach (var fromLeft in new[] { true, false })
            {
                var ranks = graph.Ranks.Select(r => fromLeft ? r : Enumerable.Reverse(r).ToList()).ToList();
                if (!downwards) ranks.Reverse();
                var root = Align(graph, ranks, downwards ? graph.Above : graph.Below, conflicts);
                var places = Compact(graph, ranks, root, nodeGap, edgeGap);
                all.Add(fromLeft ? places : Array.ConvertAll(places, x => -x));
            }
        }

        var narrowest = all.MinBy(p => Right(graph, p) - Left(graph, p))!;
        for (var i = 0; i < all.Count; i++)
        {
            var shift = i % 2 == 0 ? Left(graph, narrowest) - Left(graph, all[i]) : Right(graph, narrowest) - Right(graph, all[i]);
            all[i] = Array.ConvertAll(all[i], x => x + shift);
        }

        var result = new double[graph.RankOf.Count];
        for (var v = 0; v < result.Length; v++)
        {
            double[] four = [all[0][v], all[1][v], all[2][v], all[3][v]];
            Array.Sort(four);
            result[v] = (four[1] + four[2]) / 2;
        }

        return result;
    }

    private static double Left(LayeredGraph graph, double[] places) => Enumerable.Range(0, places.Length).Min(v => places[v] - graph.Widths[v] / 2);

    private static double Right(LayeredGraph graph, double[] places) => Enumerable.Range(0, places.Length).Max(v => places[v] + graph.Widths[v] / 2);

    /// <summary>Edges that cross a part of a long edge between two dummies, which goes first.</summary>
    private static HashSet<(int Above, int Below)> Conflicts(LayeredGraph graph)
    {
        var conflicts = new HashSet<(int, int)>();
        var place = new int[graph.RankOf.Count];
        for (var r = 1; r < graph.Ranks.Count; r++)
        {
            List<int> above = graph.Ranks[r - 1], rank = graph.Ranks[r];
            for (var i = 0; i < above.Count; i++) place[above[i]] = i;
            int from = 0, scanned = 0;
            for (var i = 0; i < rank.Count; i++)
            {
                var inner = graph.IsDummy(rank[i]) && graph.IsDummy(graph.Above[rank[i]][0]) ? graph.Above[rank[i]][0] : -1;
                if (inner < 0 && i < rank.Count - 1) continue;
                var to = inner < 0 ? above.Count : place[inner];
                for (; scanned <= i; scanned++)
                {
                    foreach (var u in graph.Above[rank[scanned]])
                        if ((place[u] < from || place[u] > to) && !(graph.IsDummy(u) && graph.IsDummy(rank[scanned]))) conflicts.Add((u, rank[scanned]));
                }

                from = to;
            }
        }

        return conflicts;
    }

    /// <summary>The first node of the block of aligned nodes that each belongs to.</summary>
    private static int[] Align(LayeredGraph graph, List<List<int>> ranks, List<List<int>> neighbours, HashSet<(int, int)> conflicts)
    {
        var count = graph.RankOf.Count;
        int[] root = [.. Enumerable.Range(0, count)], align = [.. Enumerable.Range(0, count)];
        var place = new int[count];
        foreach (var rank in ranks)
            for (var i = 0; i < rank.Count; i++) place[rank[i]] = i;
        foreach (var rank in ranks)
        {
            var last = -1;
            foreach (var v in rank)
            {
                var near = neighbours[v].OrderBy(u => place[u]).ToArray();
                if (near.Length == 0) continue;
                for (var m = (near.Length - 1) / 2; m <= near.Length / 2; m++)
                {
                    var u = near[m];
                    if (align[v] != v || last >= place[u] || conflicts.Contains((u, v)) || conflicts.Contains((v, u))) continue;
                    align[u] = v;
                    align[v] = root[v] = root[u];
                    last = place[u];
                }
            }
        }

        return root;
    }

    /// <summary>Blocks as far to the left as their neighbours let them, then each as far to the right as it can go without moving another.</summary>
    private static double[] Compact(LayeredGraph graph, List<List<int>> ranks, int[] root, double nodeGap, double edgeGap)
    {
        var count = graph.RankOf.Count;
        var left = new Dictionary<(int, int), double>();
        foreach (var rank in ranks)
        {
            for (var i = 1; i < rank.Count; i++)
            {
                int u = rank[i - 1], v = rank[i];
                var gap = graph.IsDummy(u) || graph.IsDummy(v) ? edgeGap : nodeGap;
                var apart = (graph.Widths[u] + graph.Widths[v]) / 2 + gap;
                var pair = (root[u], root[v]);
                left[pair] = Math.Max(left.GetValueOrDefault(pair), apart);
            }
        }

        var behind = left.ToLookup(p => p.Key.Item1, p => (Block: p.Key.Item2, Apart: p.Value));
        var waiting = new int[count];
        foreach (var (_, to) in left.Keys) waiting[to]++;
        var places = new double[count];
        var order = new List<int>(count);
        var ready = new Queue<int>(Enumerable.Range(0, count).Where(v => root[v] == v && waiting[v] == 0));
        while (ready.TryDequeue(out var block))
        {
            order.Add(block);
            foreach (var (next, apart) in behind[block])
            {
                places[next] = Math.Max(places[next], places[block] + apart);
                if (--waiting[next] == 0) ready.Enqueue(next);
            }
        }

        foreach (var block in Enumerable.Reverse(order))
        {
            var limit = behind[block].Select(b => places[b.Block] - b.Apart).DefaultIfEmpty(places[block]).Min();
            places[block] = Math.Max(places[block], limit);
        }

        for (var v = 0; v < count; v++) places[v] = places[root[v]];
        return places;
    }
}
