using MlNetCnn.Protobuf.Tests.Hostile;

namespace MlNetCnn.TensorFlow.Tests.Hostile;

/// <summary>Damaged graphs: cut off at every byte, every byte changed, and at random.</summary>
public sealed class GraphMutationTests(ITestOutputHelper output)
{
    private static readonly byte[] Bytes = GraphDefWriter.ToBytes(Definitions.GraphFilesTests.Graph);

    [Fact]
    public void A_graph_cut_at_any_byte_or_with_any_byte_changed_is_read_or_refused()
    {
        var fuzz = new MessageFuzz((stream, name) => GraphDefWriter.ToBytes(GraphDef.Load(stream, name)));
        fuzz.Cut(Bytes, "graph");
        Assert.InRange(fuzz.Refused, fuzz.Tried - Definitions.GraphFilesTests.Graph.Nodes.Count, fuzz.Tried);
        fuzz.Change((byte[])Bytes.Clone(), "graph");
        output.WriteLine($"{fuzz}");
    }

    /// <summary>What is read is written again: whatever a file holds, the graph is sound.</summary>
    [Fact]
    public void Damaged_graphs_are_read_or_refused()
    {
        var fuzz = new MessageFuzz((stream, name) => GraphDefWriter.ToBytes(GraphDef.Load(stream, name)));
        fuzz.Mutate(Bytes, [.. Bytes.Reverse()], "graph", percent: 25);
        output.WriteLine($"{fuzz}");
        Assert.InRange(fuzz.Refused, fuzz.Tried / 4, fuzz.Tried - 1);
    }
}
