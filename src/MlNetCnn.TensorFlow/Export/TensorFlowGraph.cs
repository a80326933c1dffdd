namespace MlNetCnn.TensorFlow;

/// <summary>A graph, and which of its tensors to feed and fetch.</summary>
/// <param name="Graph">The nodes.</param>
/// <param name="Inputs">What it takes: Placeholder nodes, in the order of the inputs.</param>
/// <param name="Outputs">What it gives: Identity nodes, in the order of the outputs.</param>
public sealed record TensorFlowGraph(GraphDef Graph, IReadOnlyList<GraphEndpoint> Inputs, IReadOnlyList<GraphEndpoint> Outputs);
