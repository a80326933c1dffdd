using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Cumsum: running sums along a dimension.</summary>
internal static class CumsumOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="exclusive">Whether each is without its own place.</param>
        /// <param name="reverse">Whether they run from the end.</param>
        public GraphTensor Cumsum(GraphTensor x, int axis, bool exclusive = false, bool reverse = false, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["exclusive"] = exclusive, ["reverse"] = reverse, ["T"] = x.Type, ["Tidx"] = DataType.Int32 };
            return graph.Add("Cumsum", [x, graph.Constant(Shapes.Axis(x.Shape, axis))], attributes, x.Type, x.Shape, name);
        }
    }

    [GradientOf("Cumsum")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        bool Is(string attribute) => ((AttrValue.Bool)a.Node.Attributes[attribute]).Value;
        return [a.Graph.Cumsum(a.Gradient, a.Input(1).ConstantInts![0], Is("exclusive"), !Is("reverse")), null];
    }
}
