using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ExpandDims: a dimension of size 1 more.</summary>
internal static class ExpandDimsOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axis">Where it goes in the result; negative counts from the result's last.</param>
        public GraphTensor ExpandDims(GraphTensor input, int axis, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = input.Type, ["Tdim"] = DataType.Int32 };
            var at = axis < 0 ? axis + input.Shape.Rank + 1 : axis;
            var shape = new TensorShape([.. input.Shape.Dimensions.Take(at), 1, .. input.Shape.Dimensions.Skip(at)]);
            return graph.Add("ExpandDims", [input, graph.Constant(at)], attributes, input.Type, shape, name);
        }
    }

    [GradientOf("ExpandDims")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Squeeze(a.Gradient, [a.Input(1).ConstantInts![0]]), null];
}
