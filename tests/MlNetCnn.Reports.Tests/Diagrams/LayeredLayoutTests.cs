using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests;

/// <summary>What holds of the layout of any graph.</summary>
public sealed class LayeredLayoutTests
{
    [Fact]
    public void Any_graph_is_laid_out_in_ranks_that_edges_lead_down_and_in_which_nothing_overlaps() => Prop.ForAll(
        Gen.Choose(1, 12).SelectMany(n => Gen.Choose(0, n - 1).SelectMany(a => Gen.Choose(0, n - 1).Select(b => (a, b))).ArrayOf().Select(edges => (n, edges))).ToArbitrary(),
        drawn =>
        {
            var sizes = Enumerable.Range(0, drawn.n).Select(i => (20.0 + 7 * (i % 5), 10.0)).ToList();
            var graph = new LayeredGraph(sizes, drawn.edges);
            Ordering.Apply(graph);
            var places = Alignment.Places(graph, 10, 4);
            var joined = drawn.edges.Where(e => e.a != e.b).Select(e => (Math.Min(e.a, e.b), Math.Max(e.a, e.b))).ToHashSet();
            Assert.Equal(joined, graph.Paths.Select(p => (Math.Min(p.Nodes[0], p.Nodes[^1]), Math.Max(p.Nodes[0], p.Nodes[^1]))).ToHashSet());
            foreach (var (nodes, turned) in graph.Paths)
            {
                for (var i = 1; i < nodes.Count; i++) Assert.Equal(graph.RankOf[nodes[i - 1]] + 1, graph.RankOf[nodes[i]]);
                Assert.Contains(turned ? (nodes[^1], nodes[0]) : (nodes[0], nodes[^1]), drawn.edges);
            }

            Assert.Equal(graph.RankOf.Count, graph.Ranks.Sum(r => r.Count));
            foreach (var rank in graph.Ranks)
                for (var i = 1; i < rank.Count; i++)
                    Assert.True(places[rank[i]] - graph.Widths[rank[i]] / 2 >= places[rank[i - 1]] + graph.Widths[rank[i - 1]] / 2 + 4 - 1e-9);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_chain_stands_in_one_line()
    {
        var graph = new LayeredGraph([(10, 5), (30, 5), (20, 5)], [(0, 1), (1, 2)]);
        Ordering.Apply(graph);
        var places = Alignment.Places(graph, 10, 4);
        Assert.Equal(places[0], places[1], 1e-9);
        Assert.Equal(places[0], places[2], 1e-9);
    }

    [Fact]
    public void Two_crossed_pairs_are_uncrossed()
    {
        var graph = new LayeredGraph([(10, 5), (10, 5), (10, 5), (10, 5), (10, 5), (10, 5)], [(0, 5), (1, 4), (2, 3), (0, 4)]);
        Ordering.Apply(graph);
        var (above, below) = (graph.Ranks[0], graph.Ranks[1]);
        foreach (var (nodes, _) in graph.Paths)
            foreach (var (others, _) in graph.Paths)
                Assert.False(above.IndexOf(nodes[0]) < above.IndexOf(others[0]) && below.IndexOf(nodes[1]) > below.IndexOf(others[1]));
    }

    [Fact]
    public void An_arrow_past_many_ranks_is_straight()
    {
        // A residual block: 0 to 1 to 2 to 3 to 4, and 0 to 4.
        var graph = new LayeredGraph([.. Enumerable.Repeat((40.0, 10.0), 5)], [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]);
        Ordering.Apply(graph);
        var places = Alignment.Places(graph, 10, 4);
        var dummies = graph.Paths.Single(p => p.Nodes is [0, .., 4] && p.Nodes.Count == 5).Nodes[1..^1];
        Assert.Equal(3, dummies.Count);
        Assert.All(dummies, d => Assert.Equal(places[dummies[0]], places[d], 1e-9));
    }

    [Fact]
    public void An_input_stands_right_before_what_needs_it() => Assert.Equal([0, 1, 2, 3, 2], Ranking.Of(5, [(0, 1), (1, 2), (2, 3), (4, 3)]));
}
