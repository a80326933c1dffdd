using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Variables;

/// <summary>Weights as constants: a frozen graph.</summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="nameOf">Name of a weight's node.</param>
internal sealed class ConstantNodes(GraphBuilder graph, Func<Weight, string> nameOf) : IWeightNodes
{
    private readonly Dictionary<Weight, GraphTensor> _known = [];

    public GraphTensor Read(Weight weight)
    {
        if (_known.TryGetValue(weight, out var known)) return known;
        using var scope = graph.OutOfScope("");
        return _known[weight] = graph.Constant(TensorValue.Of(weight.Values.ToArray(), [.. weight.Shape]), nameOf(weight));
    }
}
