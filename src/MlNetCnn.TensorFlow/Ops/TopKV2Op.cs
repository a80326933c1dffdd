using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>TopKV2: the k largest along the last dimension, largest first, and where they are; outputs values and indices (int32).</summary>
internal static class TopKV2Op
{
    extension(GraphBuilder graph)
    {
        public GraphNode TopKV2(GraphTensor input, int k, bool sorted = true, string? name = null)
        {
            var shape = Shapes.With(input.Shape, input.Shape.Rank - 1, k);
            var attributes = new Dictionary<string, AttrValue> { ["sorted"] = sorted, ["T"] = input.Type };
            return graph.Add("TopKV2", [input, graph.Constant(k)], attributes, [(input.Type, shape), (DataType.Int32, shape)], name);
        }
    }

    [GradientOf("TopKV2")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var rank = a.Input(0).Shape.Rank;
        var places = a.Graph.OneHot(a.Node.Outputs[1], a.Graph.SizeOf(a.Input(0), rank - 1));
        return [a.Graph.Sum(a.Graph.Mul(places, a.Graph.ExpandDims(a.Gradient, -1)), [rank - 1]), null];
    }
}
