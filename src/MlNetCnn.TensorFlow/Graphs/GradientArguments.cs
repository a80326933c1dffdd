using MlNetCnn.Compute;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>What the gradient of one node is made from.</summary>
/// <param name="Graph">Where the gradient's nodes go.</param>
/// <param name="Node">The node.</param>
/// <param name="OutputGradients">Gradient by each of its outputs; null where none comes.</param>
/// <param name="Wanted">Whether the gradient by each of its inputs is needed; others may be left out.</param>
/// <param name="Relu">What goes back through a relu of the model.</param>
internal sealed record GradientArguments(GraphBuilder Graph, GraphNode Node, IReadOnlyList<GraphTensor?> OutputGradients, IReadOnlyList<bool> Wanted, ReluGradient Relu)
{
    /// <summary>Gradient by the first output.</summary>
    public GraphTensor Gradient => OutputGradients[0] ?? throw new InvalidOperationException($"No gradient comes to the first output of {Node.Name} ({Node.Op}).");

    /// <summary>The node's first output.</summary>
    public GraphTensor Output => Node.Outputs[0];

    /// <summary>One of the node's inputs.</summary>
    public GraphTensor Input(int index) => Node.Inputs[index];
}
