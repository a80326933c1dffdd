namespace MlNetCnn.TensorFlow;

/// <summary>A TensorFlow graph, as in <c>graph.proto</c>: nodes, each after all that it takes.</summary>
/// <param name="Nodes">The nodes.</param>
public sealed record GraphDef(IReadOnlyList<NodeDef> Nodes)
{
    /// <summary>
    /// Version of the graph's format (<c>versions.producer</c>): which TensorFlow's operations it is written for. Default 1087, TensorFlow 2.10's; later ones read it.
    /// </summary>
    public int Producer { get; init; } = 1087;
}
