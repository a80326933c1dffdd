using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Squeeze: without dimensions of size 1.</summary>
internal static class SqueezeOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axes">Which; negative ones count from the last.</param>
        public GraphTensor Squeeze(GraphTensor input, IReadOnlyList<int> axes, string? name = null)
        {
            int[] all = Shapes.Axes(input.Shape, axes);
            var attributes = new Dictionary<string, AttrValue> { ["squeeze_dims"] = new AttrValue.Ints([.. all.Select(a => (long)a)]), ["T"] = input.Type };
            return graph.Add("Squeeze", [input], attributes, input.Type, new TensorShape([.. Shapes.Reduced(input.Shape, all, keepDims: false)]), name);
        }
    }

    [GradientOf("Squeeze")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [((AttrValue.Ints)a.Node.Attributes["squeeze_dims"]).Values.Aggregate(a.Gradient, (x, axis) => a.Graph.ExpandDims(x, (int)axis))];
}
