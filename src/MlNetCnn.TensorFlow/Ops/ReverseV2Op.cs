using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ReverseV2: dimensions the other way round.</summary>
internal static class ReverseV2Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which; negative ones count from the last.</param>
        public GraphTensor ReverseV2(GraphTensor tensor, IReadOnlyList<int> axes, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = tensor.Type, ["Tidx"] = DataType.Int32 };
            return graph.Add("ReverseV2", [tensor, graph.Constant(Shapes.Axes(tensor.Shape, axes))], attributes, tensor.Type, tensor.Shape, name);
        }
    }

    [GradientOf("ReverseV2")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.ReverseV2(a.Gradient, a.Input(1).ConstantInts!), null];
}
