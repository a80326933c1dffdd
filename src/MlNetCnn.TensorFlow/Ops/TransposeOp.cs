using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Transpose: dimensions in another order. A transpose of a transpose that leaves things as they were adds no node.</summary>
internal static class TransposeOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Transpose(GraphTensor x, IReadOnlyList<int> perm, string? name = null)
        {
            if (Order(x.Node) is { } before && perm.Select(d => before[d]).SequenceEqual(Enumerable.Range(0, perm.Count))) return x.Node.Inputs[0];
            var attributes = new Dictionary<string, AttrValue> { ["T"] = x.Type, ["Tperm"] = DataType.Int32 };
            return graph.Add("Transpose", [x, graph.Constant([.. perm])], attributes, x.Type, new TensorShape([.. perm.Select(d => x.Shape[d])]), name);
        }
    }

    [GradientOf("Transpose")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var order = Order(a.Node)!;
        return [a.Graph.Transpose(a.Gradient, [.. Enumerable.Range(0, order.Length).Select(d => Array.IndexOf(order, d))]), null];
    }

    private static int[]? Order(GraphNode node) => node.Op == "Transpose" ? ((AttrValue.Tensor)node.Inputs[1].Node.Attributes["value"]).Value.Ints : null;
}
