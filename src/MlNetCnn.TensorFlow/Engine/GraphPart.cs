using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>A model's calls under a prefix of a session's graph, with weights that all parts of the session share.</summary>
internal sealed class GraphPart
{
    /// <summary>Writes calls.</summary>
    /// <param name="prefix">Scope of all nodes, ends with <c>/</c>.</param>
    /// <param name="compiled">The model.</param>
    /// <param name="calls">What to write, in order.</param>
    /// <param name="nameOf">Shared names of weights.</param>
    /// <param name="training">Whether layers run in training mode.</param>
    /// <param name="seen">Values that gradients are taken by: <see cref="ModelNodes"/>. Default: none.</param>
    /// <exception cref="NotSupportedException">A layer cannot be written; the message names it.</exception>
    public GraphPart(string prefix, CompiledGraph compiled, IReadOnlyList<LayerCall> calls, Func<Weight, string> nameOf, bool training, IReadOnlyCollection<GraphValue>? seen = null)
    {
        Graph = new GraphBuilder(prefix);
        Weights = new VariableNodes(Graph, nameOf);
        Nodes = new ModelNodes(Graph, Weights, training, compiled.Outputs, seen);
        Inputs = [.. compiled.Inputs.Select((input, i) => Graph.Placeholder(DataType.Float, input.Shape.WithBatch(), $"input_{i}"))];
        foreach (var (i, input) in compiled.Inputs.Index()) Nodes.Give(input, Inputs[i]);
        Nodes.Write(calls);
    }

    public GraphBuilder Graph { get; }

    public VariableNodes Weights { get; }

    public ModelNodes Nodes { get; }

    /// <summary>What to feed with the inputs.</summary>
    public IReadOnlyList<GraphTensor> Inputs { get; }

    /// <summary>A node to fetch a tensor by: TensorFlow fetches nothing that was fed.</summary>
    /// <param name="tensor">What is wanted.</param>
    /// <param name="name">The node's name.</param>
    public string Fetch(GraphTensor tensor, string name) => Graph.Identity(tensor, name).Name;
}
