using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Reshape: the same values in another shape.</summary>
internal static class ReshapeOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="shape">Sizes; -1 for one that follows from the others.</param>
        public GraphTensor Reshape(GraphTensor tensor, params int[] shape) => graph.Reshape(tensor, shape, null);

        public GraphTensor Reshape(GraphTensor tensor, int[] shape, string? name) => graph.Reshape(tensor, graph.Constant(shape), name);

        public GraphTensor Reshape(GraphTensor tensor, GraphTensor shape, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = tensor.Type, ["Tshape"] = shape.Type };
            return graph.Add("Reshape", [tensor, shape], attributes, tensor.Type, Result(tensor.Shape, shape.AsShape), name);
        }
    }

    [GradientOf("Reshape")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.ReshapeLike(a.Gradient, a.Input(0)), null];

    private static TensorShape Result(TensorShape from, TensorShape to)
    {
        if (!from.IsKnown || !to.HasRank || to.Dimensions.Count(d => d < 0) != 1) return to;
        var others = to.Dimensions.Where(d => d >= 0).Aggregate(1L, (product, size) => product * size);
        return others == 0 ? to : new TensorShape([.. to.Dimensions.Select(d => d < 0 ? (int)(from.Count / others) : d)]);
    }
}
