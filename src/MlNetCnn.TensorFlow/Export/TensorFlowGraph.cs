namespace MlNetCnn.TensorFlow;

/// <summary>A graph, and which of its tensors to feed and fetch.</summary>
/// <param name="Graph">The nodes.</param>
/// <param name="Inputs">What it takes: Placeholder nodes, in the order of the inputs.</param>
/// <param name="Outputs">What it gives: Identity nodes, in the order of the outputs.</param>
public sealed record TensorFlowGraph(GraphDef Graph, IReadOnlyList<GraphEndpoint> Inputs, IReadOnlyList<GraphEndpoint> Outputs)
{
    /// <summary>The inputs and outputs as a SavedModel's signature, under the nodes' names.</summary>
    public SavedModelSignature Signature => new(Tensors(Inputs), Tensors(Outputs));

    private static Dictionary<string, SavedModelTensor> Tensors(IReadOnlyList<GraphEndpoint> ends) => ends.ToDictionary(e => e.Name, e => new SavedModelTensor(e.Name, e.Type, e.Shape));
}
