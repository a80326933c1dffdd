namespace MlNetCnn.Reports.Layout;

/// <summary>Which rank each node stands in: behind the farthest of those that lead to it; what leads on to more than leads to it (an input) right before what needs it.</summary>
internal static class Ranking
{
    public static int[] Of(int count, IEnumerable<(int From, int To)> edges)
    {
        var list = edges.ToList();
        var next = list.ToLookup(e => e.From, e => e.To);
        var before = new int[count];
        foreach (var (_, to) in list) before[to]++;
        var into = (int[])before.Clone();
        var ranks = new int[count];
        var order = new List<int>(count);
        var ready = new Queue<int>(Enumerable.Range(0, count).Where(v => before[v] == 0));
        while (ready.TryDequeue(out var v))
        {
            order.Add(v);
            foreach (var to in next[v])
            {
                ranks[to] = Math.Max(ranks[to], ranks[v] + 1);
                if (--before[to] == 0) ready.Enqueue(to);
            }
        }

        foreach (var v in Enumerable.Reverse(order))
            if (next[v].Any() && next[v].Count() > into[v]) ranks[v] = next[v].Min(to => ranks[to]) - 1;
        // Where the only inputs were moved down, so is everything.
        var least = ranks.Min();
        for (var v = 0; v < count; v++) ranks[v] -= least;
        return ranks;
    }
}
