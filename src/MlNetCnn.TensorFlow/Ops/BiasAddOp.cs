using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>BiasAdd: a bias on the last dimension. BiasAddGrad sums over all others.</summary>
internal static class BiasAddOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor BiasAdd(GraphTensor value, GraphTensor bias, string? name = null) =>
            graph.Add("BiasAdd", [value, bias], new Dictionary<string, AttrValue> { ["data_format"] = "NHWC", ["T"] = value.Type }, value.Type, value.Shape, name);

        public GraphTensor BiasAddGrad(GraphTensor outBackprop, string? name = null) =>
            graph.Add("BiasAddGrad", [outBackprop], new Dictionary<string, AttrValue> { ["data_format"] = "NHWC", ["T"] = outBackprop.Type }, outBackprop.Type, new TensorShape(outBackprop.Shape[^1]), name);
    }

    [GradientOf("BiasAdd")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Gradient, a.Wanted[1] ? a.Graph.BiasAddGrad(a.Gradient) : null];
}
